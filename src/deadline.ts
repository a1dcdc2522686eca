import { onAbort } from "./on-abort.ts";

/**
 * The time of one attempt: one controller, one timer, and the caller's signal linked for as long
 * as the attempt lasts. The caller's signal is never handed to `fetch`: runtimes leave listeners
 * on it.
 */
export class Deadline {
  /** The time ran out. */
  expired = false;
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #unlink: () => void;
  #interrupt: ((reason: unknown) => void) | undefined;

  constructor(timeout: number, caller: AbortSignal | undefined) {
    this.#timer = setTimeout(() => {
      this.expired = true;
      this.#stop();
    }, timeout);
    this.#caller = caller;
    this.#unlink = onAbort(caller, this.#stop);
  }

  /** For `fetch`. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The caller aborted, or the time ran out. */
  get over(): boolean {
    return this.expired || this.#caller?.aborted === true;
  }

  /** Waits for the work no longer than the deadline, also where the work ignores the signal. */
  race<T>(work: PromiseLike<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#interrupt = reject;
      work.then(resolve, reject);
      if (this.over) reject(undefined);
    });
  }

  /** Takes the timer and the listener away. */
  end(): void {
    clearTimeout(this.#timer);
    this.#unlink();
  }

  readonly #stop = () => {
    this.#interrupt?.(undefined);
    this.#controller.abort();
  };
}

/** Waits, unless the signal aborts first: then it rejects with the signal's reason. */
export function delay(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      unlink();
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(end, milliseconds);
    const unlink = onAbort(signal, end);
    if (signal?.aborted) end();
  });
}
