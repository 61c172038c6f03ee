//! mandelbrot: draws the Mandelbrot set as a bitmap image.
//!
//! The query says how large: `w=320&h=240`. The image is made row by row and
//! sent while it is made, so that a large one takes no more memory.

use std::env;
use std::io::{self, BufWriter, Write};

const LARGEST: u32 = 2048;
const MOST_STEPS: u32 = 200;

fn main() -> io::Result<()> {
    let query = env::var("QUERY_STRING").unwrap_or_default();
    let mut response = BufWriter::with_capacity(64 * 1024, io::stdout());
    match Size::parse(&query) {
        Ok(size) => write_image(size, &mut response)?,
        Err(reason) => write!(
            response,
            "Status: 400 Bad Request\nContent-Type: text/plain\n\n{reason}\n"
        )?,
    }
    response.flush()
}

/// Width and height in pixels.
#[derive(Clone, Copy)]
struct Size {
    width: u32,
    height: u32,
}

impl Size {
    fn parse(query: &str) -> Result<Size, String> {
        let mut size = Size { width: 640, height: 480 };
        for part in query.split('&') {
            match part.split_once('=') {
                Some(("w", value)) => size.width = pixels("w", value)?,
                Some(("h", value)) => size.height = pixels("h", value)?,
                _ => {}
            }
        }
        Ok(size)
    }

    /// A row's bytes: three a pixel, filled up to a multiple of four.
    fn row_bytes(self) -> usize {
        (self.width as usize * 3 + 3) / 4 * 4
    }
}

fn pixels(name: &str, value: &str) -> Result<u32, String> {
    match value.parse() {
        Ok(count) if (1..=LARGEST).contains(&count) => Ok(count),
        _ => Err(format!("{name} (expected: a number from 1 to {LARGEST})")),
    }
}

fn write_image(size: Size, response: &mut impl Write) -> io::Result<()> {
    let header = bitmap_header(size);
    let mut row = vec![0; size.row_bytes()];
    let length = header.len() + row.len() * size.height as usize;
    write!(response, "Content-Type: image/bmp\nContent-Length: {length}\n\n")?;
    response.write_all(&header)?;
    for y in 0..size.height {
        draw_row(size, y, &mut row);
        response.write_all(&row)?;
    }
    Ok(())
}

/// The two headers of a bitmap file, BITMAPFILEHEADER and BITMAPINFOHEADER: 24 bits a pixel,
/// not compressed, the lowest row first.
fn bitmap_header(size: Size) -> Vec<u8> {
    const LENGTH: u32 = 54;
    let image = size.row_bytes() as u32 * size.height;
    let planes_and_bits = 24 << 16 | 1;
    let fields = [
        LENGTH + image, 0, LENGTH,
        40, size.width, size.height, planes_and_bits, 0, image, 0, 0, 0, 0,
    ];
    let mut header = b"BM".to_vec();
    header.extend(fields.iter().flat_map(|field| field.to_le_bytes()));
    header
}

fn draw_row(size: Size, y: u32, row: &mut [u8]) {
    // The picture shows 3 by 2.25 of the plane, or what of it fits, around (-0.5, 0).
    let scale = f64::max(3.0 / f64::from(size.width), 2.25 / f64::from(size.height));
    let centred = |at: u32, length: u32| (f64::from(at) + 0.5 - f64::from(length) / 2.0) * scale;
    let imaginary = centred(y, size.height);
    for (x, pixel) in (0..size.width).zip(row.chunks_exact_mut(3)) {
        let real = centred(x, size.width) - 0.5;
        pixel.copy_from_slice(&colour(steps_inside(real, imaginary)));
    }
}

/// How many steps of z ← z² + c stay within a distance of 2 from 0.
fn steps_inside(real: f64, imaginary: f64) -> u32 {
    let (mut x, mut y) = (0.0, 0.0);
    for step in 0..MOST_STEPS {
        let (xx, yy) = (x * x, y * y);
        if xx + yy > 4.0 {
            return step;
        }
        y = 2.0 * x * y + imaginary;
        x = xx - yy + real;
    }
    MOST_STEPS
}

/// Blue, green and red: black within the set and far from it, blue, green and red between.
fn colour(steps: u32) -> [u8; 3] {
    let t = (f64::from(steps) / f64::from(MOST_STEPS)).sqrt();
    let u = 1.0 - t;
    [8.5 * u * u * u * t, 15.0 * u * u * t * t, 9.0 * u * t * t * t].map(|part| (part * 255.0) as u8)
}
