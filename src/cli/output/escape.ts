// Text from the server can hold what a terminal obeys: colours, cursor moves, and characters that
// turn the direction of writing or cannot be seen.

/** Control, format, surrogate, private and unassigned characters, and separators of lines. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}]/gu;
const NOT_ASCII = /[^\x20-\x7e]/gu;

/** One line that is safe to show; with `ascii`, for a terminal that has nothing else. */
export function escapeText(text: string, { ascii }: { ascii: boolean }): string {
  return text.replace(ascii ? NOT_ASCII : UNSAFE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}

/** JSON of the same data, in which the unsafe characters are written as `\uXXXX`. */
export function toJson(data: unknown): string {
  return JSON.stringify(data, undefined, 2).replace(UNSAFE, (unsafe) => {
    // The line feeds of the indentation; one in a string is `\n` already.
    if (unsafe === "\n") return unsafe;
    const units = Array.from({ length: unsafe.length }, (_, index) => unsafe.charCodeAt(index));
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
  });
}
