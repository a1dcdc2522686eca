/**
 * What another encoding left in a value, wherever it came from, as the end of a sentence. A mark
 * is a part of the value for `verbatim`; a NUL never is.
 */
export function findTrace(text: string, verbatim: boolean): string | undefined {
  if (text.includes("\0")) return "contains a NUL character: it may be UTF-16.";
  if (verbatim || !text.startsWith("\uFEFF")) return undefined;
  return "begins with a byte order mark, which only --verbatim keeps.";
}
