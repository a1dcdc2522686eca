// Stands between the terminal and the prompt library: the library draws, and sees keys and
// stand-ins; the value stays here.
import { Readable } from "node:stream";
import type { ReadStream, WriteStream } from "node:tty";
import { TypedText } from "./typed-text.ts";

/** After Enter: what comes this soon was no second key but the rest of a paste, in milliseconds. */
const SETTLING = 100;
const SEVERAL_LINES =
  "It has several lines, and this terminal does not mark a paste. Use --from-file, or pipe it.";
const CLEAR = "\x15";
/** One, whatever the length: what is drawn for it says nothing of the value. */
const STAND_IN = "*";

export class HiddenInput extends Readable {
  readonly isTTY = true;
  readonly text = new TypedText();
  readonly #terminal: ReadStream;
  readonly #screen: WriteStream;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #settling: NodeJS.Timeout | undefined;
  #shown = false;
  #raw = false;

  constructor(terminal: ReadStream, screen: WriteStream) {
    super();
    this.#terminal = terminal;
    this.#screen = screen;
    terminal.on("data", this.#onData).on("end", this.#onEnd);
  }

  /** The library asks for it several times. */
  setRawMode(mode: boolean): this {
    if (mode === this.#raw) return this;
    this.#raw = mode;
    this.#terminal.setRawMode(mode);
    this.#screen.write(mode ? "\x1b[?2004h" : "\x1b[?2004l");
    if (!mode) this.#leave();
    return this;
  }

  /** Begins again, after a value that could not be taken. The library clears what it shows. */
  restart(): void {
    this.text.clear();
    this.#shown = false;
  }

  override _read(): void {}

  readonly #onData = (bytes: Buffer): void => {
    const chunk = this.#decoder.decode(bytes, { stream: true });
    // What is no UTF-8 decodes to this. The rest of a paste, and Ctrl-C, must still be seen.
    if (chunk.includes("\uFFFD")) {
      this.text.problem = "It is not UTF-8. Use --from-file, or pipe it.";
    }
    if (this.#settling) {
      this.#refuseRest(chunk);
      return;
    }
    const ended = this.text.feed(chunk);
    this.#show();
    if (ended?.end === "cancel") this.push("\x03");
    if (ended?.end === "submit") {
      this.#settling = setTimeout(this.#submit, SETTLING);
      // A newline may be a pair.
      this.#refuseRest(ended.rest.replace(/^\n/, ""));
    }
  };

  readonly #onEnd = (): void => {
    this.push("\x03");
  };

  readonly #submit = (): void => {
    this.#settling = undefined;
    this.push("\r");
  };

  /** It must not reach the shell, either: keep reading until there is silence. */
  #refuseRest(rest: string): void {
    if (rest === "") return;
    if (rest.includes("\x03")) this.push("\x03");
    this.text.problem = SEVERAL_LINES;
    this.#settling?.refresh();
  }

  #show(): void {
    const filled = this.text.value !== "";
    if (filled === this.#shown) return;
    this.#shown = filled;
    this.push(filled ? STAND_IN : CLEAR);
  }

  #leave(): void {
    clearTimeout(this.#settling);
    this.#terminal.off("data", this.#onData).off("end", this.#onEnd).pause();
  }
}
