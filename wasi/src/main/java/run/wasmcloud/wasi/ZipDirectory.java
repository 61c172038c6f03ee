package run.wasmcloud.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the central directory of a zip from a stranger (PKWARE's APPNOTE.TXT, sections 4.3 and
 * 4.4). It is strict where unpackers differ: what one of them might read otherwise is refused. It
 * takes no more memory than the entries that are allowed.
 */
final class ZipDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int NOT_HERE = 0xffff;

    private static final int ENCRYPTED = 1;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /** The systems whose entries carry a Unix mode. */
    private static final int UNIX = 3;

    private static final int MACINTOSH = 19;
    private static final int TYPE = 0xf000;
    private static final int FOLDER = 0x4000;
    private static final int FILE = 0x8000;

    private final ByteBuffer zip;
    private final int end;

    private ZipDirectory(ByteBuffer zip) {
        this.zip = zip;
        this.end = findEnd();
    }

    /**
     * An entry.
     *
     * @param size of the file, unpacked, as the zip says
     * @param start where its bytes begin in the zip
     * @param packed how many they are there
     */
    record Entry(String name, boolean deflated, int crc, long size, int start, int packed) {
        boolean isFolder() {
            return name.endsWith("/");
        }
    }

    /**
     * Lists a zip's entries.
     *
     * @param most how many there may be
     * @throws WasmcloudException {@code INVALID_VALUE} when it is no zip, or one of another kind;
     *     {@code TOO_LARGE} when there are more
     */
    static List<Entry> read(byte[] zip, int most) {
        return new ZipDirectory(ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN)).entries(most);
    }

    private int findEnd() {
        var last = zip.capacity() - END_BYTES;
        for (int at = last; at >= 0 && last - at <= LONGEST_COMMENT; at--) {
            if (zip.getInt(at) == END_SIGNATURE && unsigned(at + 20) == last - at) {
                return at;
            }
        }
        throw invalid("this is no zip (expected: a zip of the files)");
    }

    private List<Entry> entries(int most) {
        var count = unsigned(end + 10);
        if (count > most) {
            throw new WasmcloudException(
                    ErrorCode.TOO_LARGE,
                    "the zip has %d entries (expected: at most %d)".formatted(count, most));
        }
        var at = zip.getInt(end + 16);
        if (count == NOT_HERE
                || unsigned(end + 4) != 0
                || unsigned(end + 8) != count
                || at < 0
                || at > end) {
            throw invalid("the zip is of several parts, or a Zip64 (expected: a usual one)");
        }
        var entries = new ArrayList<Entry>(count);
        for (int i = 0; i < count; i++) {
            require(
                    at <= end - ENTRY_BYTES && zip.getInt(at) == ENTRY_SIGNATURE,
                    "the zip is damaged: its directory ends too early");
            entries.add(entry(at, zip.getInt(end + 16)));
            at += ENTRY_BYTES + unsigned(at + 28) + unsigned(at + 30) + unsigned(at + 32);
        }
        require(at == end, "the zip is damaged: its directory has more than it says");
        return entries;
    }

    private Entry entry(int at, int directory) {
        var name = name(at + ENTRY_BYTES, unsigned(at + 28), end);
        require((unsigned(at + 8) & ENCRYPTED) == 0, name, "encrypted (expected: not)");
        var method = unsigned(at + 10);
        require(
                method == STORED || method == DEFLATED,
                name,
                "packed in a way that is not known (expected: stored or deflated)");
        requireKind(name, at);
        var packed = zip.getInt(at + 20);
        var size = zip.getInt(at + 24) & 0xffff_ffffL;
        var start = start(name, zip.getInt(at + 42), directory);
        require(
                packed >= 0
                        && packed <= directory - start
                        && (method == DEFLATED || packed == size),
                name,
                "sizes that cannot be (expected: a zip that is not damaged)");
        return new Entry(name, method == DEFLATED, zip.getInt(at + 16), size, start, packed);
    }

    /** A link may lead anywhere, and a device is none of ours. */
    private void requireKind(String name, int at) {
        var system = unsigned(at + 4) >>> 8;
        var type = system == UNIX || system == MACINTOSH ? (zip.getInt(at + 38) >>> 16) & TYPE : 0;
        require(
                type == 0 || type == (name.endsWith("/") ? FOLDER : FILE),
                name,
                "neither a file nor a folder (expected: no links, no devices)");
    }

    /** The entry's second header has to agree: some unpackers read only that. */
    private int start(String name, int at, int directory) {
        require(
                at >= 0
                        && at <= directory - LOCAL_BYTES
                        && zip.getInt(at) == LOCAL_SIGNATURE
                        && name(at + LOCAL_BYTES, unsigned(at + 26), directory).equals(name),
                name,
                "not where the zip says (expected: a zip that is not damaged)");
        var start = at + LOCAL_BYTES + unsigned(at + 26) + unsigned(at + 28);
        require(start <= directory, name, "cut off (expected: a zip that is not damaged)");
        return start;
    }

    private String name(int at, int length, int most) {
        require(length <= most - at, "the zip is damaged: a name is cut off");
        try {
            return UTF_8.newDecoder().decode(zip.slice(at, length)).toString();
        } catch (CharacterCodingException e) {
            throw invalid("the zip has a name that is not UTF-8 (expected: UTF-8)");
        }
    }

    private int unsigned(int at) {
        return Short.toUnsignedInt(zip.getShort(at));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw invalid(otherwise);
        }
    }

    private static void require(boolean holds, String name, String otherwise) {
        if (!holds) {
            throw FileArchive.invalid(name, otherwise);
        }
    }

    private static WasmcloudException invalid(String detail) {
        return new WasmcloudException(ErrorCode.INVALID_VALUE, detail);
    }
}
