package run.wasmcloud.wasi;

/** Standard input, output or error. */
final class Stream extends Descriptor {
    /** Which of the three. */
    enum Kind {
        INPUT,
        OUTPUT,
        ERROR
    }

    private final Kind kind;

    Stream(Kind kind) {
        super(Rights.OF_STREAM | (kind == Kind.INPUT ? Rights.FD_READ : Rights.FD_WRITE), 0, 0);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    @Override
    FileType type() {
        return FileType.UNKNOWN;
    }

    @Override
    Filestat filestat() {
        return Filestat.OF_STREAM;
    }

    @Override
    Node node() {
        throw new Refused(Errno.INVAL);
    }

    @Override
    void setFlags(int newFlags) {
        if ((newFlags & FdFlags.NONBLOCK) != 0) {
            throw new Refused(Errno.NOTSUP);
        }
        super.setFlags(newFlags);
    }
}
