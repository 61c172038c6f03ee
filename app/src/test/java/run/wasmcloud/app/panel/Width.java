package run.wasmcloud.app.panel;

/** The windows that pages are looked at in. */
enum Width {
    PHONE(390, 844),
    DESK(1280, 900);

    private final int pixels;
    private final int height;

    Width(int pixels, int height) {
        this.pixels = pixels;
        this.height = height;
    }

    int pixels() {
        return pixels;
    }

    int height() {
        return height;
    }
}
