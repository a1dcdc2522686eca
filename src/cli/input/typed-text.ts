// What is typed and pasted at a hidden prompt, from the raw keys of the terminal. A value must
// arrive whole or not at all.

const PASTE_BEGINS = "\x1b[200~";
const PASTE_ENDS = "\x1b[201~";
/** Arrows and the like; a terminal's answer to a question nobody asked. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a key sequence begins with one
const KEY_SEQUENCE = /^\x1b(?:\[[0-?]*[ -/]*[@-~]|O[ -~])/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const BEGUN_SEQUENCE = /^\x1b(?:$|\[[0-?]*[ -/]*$|O$)/;
const CTRL_C = "\x03";
const CONTROL_CHARACTER = "It contains a control character. Use --from-file, or pipe it.";

export type TypedEnd = "submit" | "cancel";

export class TypedText {
  /** What has arrived so far. */
  value = "";
  /** Why it cannot be taken as it arrived. */
  problem: string | undefined;
  /** A paste in brackets (https://invisible-island.net/xterm/xterm-paste64.html), or a begun key. */
  #paste: string | undefined;
  #begun = "";

  /** Takes what came; tells when Enter or Ctrl-C was pressed, and what was behind it. */
  feed(chunk: string): { end: TypedEnd; rest: string } | undefined {
    // A paste whose end was lost takes every other key for a part of it.
    if (this.#paste !== undefined && chunk === CTRL_C) return { end: "cancel", rest: "" };
    let text = this.#begun + chunk;
    this.#begun = "";
    while (text !== "") {
      if (this.#paste !== undefined) {
        text = this.#takePaste(this.#paste + text);
        continue;
      }
      if (text.startsWith(PASTE_BEGINS)) {
        this.#paste = "";
        text = text.slice(PASTE_BEGINS.length);
        continue;
      }
      if (BEGUN_SEQUENCE.test(text)) {
        this.#begun = text;
        return undefined;
      }
      const [sequence] = KEY_SEQUENCE.exec(text) ?? [];
      if (sequence) {
        text = text.slice(sequence.length);
        continue;
      }
      const [plain] = /^(?:\t|\P{Cc})+/u.exec(text) ?? [];
      if (plain) {
        this.value += plain;
        text = text.slice(plain.length);
        continue;
      }
      const end = this.#press(text.charAt(0));
      text = text.slice(1);
      if (end) return { end, rest: text };
    }
    return undefined;
  }

  clear(): void {
    this.value = "";
    this.problem = undefined;
  }

  /** A terminal sends the newlines of a paste as Enter. */
  #takePaste(text: string): string {
    const end = text.indexOf(PASTE_ENDS);
    if (end === -1) {
      this.#paste = text;
      return "";
    }
    const pasted = text.slice(0, end).replace(/\r\n?/g, "\n");
    if (/(?![\t\n])\p{Cc}/u.test(pasted)) this.problem = CONTROL_CHARACTER;
    this.value += pasted;
    this.#paste = undefined;
    return text.slice(end + PASTE_ENDS.length);
  }

  #press(key: string): TypedEnd | undefined {
    switch (key) {
      case "\r":
      case "\n":
        return "submit";
      case CTRL_C:
        return "cancel";
      // Ctrl-D: the end of the input.
      case "\x04":
        return this.value === "" ? "cancel" : "submit";
      // Backspace.
      case "\b":
      case "\x7f":
        this.value = this.value.replace(/.$/su, "");
        return undefined;
      // Ctrl-U and Ctrl-W: from the beginning.
      case "\x15":
      case "\x17":
        this.clear();
        return undefined;
      default:
        this.problem = CONTROL_CHARACTER;
        return undefined;
    }
  }
}
