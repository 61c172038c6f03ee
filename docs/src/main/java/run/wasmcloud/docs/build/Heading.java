package run.wasmcloud.docs.build;

/**
 * A heading of a page.
 *
 * @param level 1 to 6
 * @param id its anchor
 * @param text without markup
 */
record Heading(int level, String id, String text) {}
