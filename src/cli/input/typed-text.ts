// What is typed and pasted at a hidden prompt, from the raw keys of the terminal. A value must
// arrive whole or not at all.

/** Ctrl-C. */
const CANCEL = "\x03";
/** Terminals mark a paste: https://invisible-island.net/xterm/xterm-paste64.html */
const PASTE_BEGINS = "\x1b[200~";
/** The beginning of a paste or of a key sequence, whose end is still to come. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a key sequence begins with one
const UNFINISHED = /^\x1b(?:$|\[[0-?]*[ -/]*$|O$|\[200~(?!.*\x1b\[201~))/s;
/** A paste; arrows and the like, or a terminal's unsolicited report; text; a key. */
const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  /^(?:\x1b\[200~(.*?)\x1b\[201~|\x1b(?:\[[0-?]*[ -/]*[@-~]|O[ -~])|([\t\P{Cc}]+)|(.))/su;
const CONTROL_CHARACTER = "It contains a control character. Use --from-file, or pipe it.";

export class TypedText {
  /** What has arrived so far. */
  value = "";
  /** Why it cannot be taken as it arrived. */
  problem: string | undefined;
  #unfinished = "";

  /** Takes what came; returns whether Enter or Ctrl-C was pressed, and what was behind it. */
  feed(chunk: string): { end: "submit" | "cancel"; rest: string } | undefined {
    // A paste whose end was lost takes every other key for a part of it.
    if (chunk === CANCEL && this.#unfinished.startsWith(PASTE_BEGINS)) {
      return { end: "cancel", rest: "" };
    }
    let rest = this.#unfinished + chunk;
    this.#unfinished = "";
    while (rest !== "") {
      if (UNFINISHED.test(rest)) {
        this.#unfinished = rest;
        return undefined;
      }
      const [token = "", pasted, plain = "", key] = TOKEN.exec(rest) ?? [];
      rest = rest.slice(token.length);
      if (pasted !== undefined) this.#paste(pasted);
      this.value += plain;
      const end = key && this.#press(key);
      if (end) return { end, rest };
    }
    return undefined;
  }

  clear(): void {
    this.value = "";
    this.problem = undefined;
  }

  /** A terminal sends the newlines of a paste as Enter. */
  #paste(text: string): void {
    const pasted = text.replace(/\r\n?/g, "\n");
    if (/(?![\t\n])\p{Cc}/u.test(pasted)) this.problem = CONTROL_CHARACTER;
    this.value += pasted;
  }

  #press(key: string): "submit" | "cancel" | undefined {
    if (key === "\r" || key === "\n") return "submit";
    if (key === CANCEL) return "cancel";
    // Ctrl-D: the end of the input.
    if (key === "\x04") return this.value === "" ? "cancel" : "submit";
    // Backspace; Ctrl-U and Ctrl-W: from the beginning.
    if (key === "\b" || key === "\x7f") this.value = this.value.replace(/.$/su, "");
    else if (key === "\x15" || key === "\x17") this.clear();
    else this.problem = CONTROL_CHARACTER;
    return undefined;
  }
}
