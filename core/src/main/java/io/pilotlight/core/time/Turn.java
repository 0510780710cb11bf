package io.pilotlight.core.time;

/** One thread's stretch of work. */
public interface Turn {
    /** Does nothing. */
    Turn NONE = new Turn() {
        @Override
        public void begin() {}

        @Override
        public void end() {}
    };

    /** Begins. */
    void begin();

    /** Ends. */
    void end();
}
