// What a connector must hold, by the contract alone: written apart from the fake, and compared
// with it.

/** A request as it is on the wire. */
export type Sent =
  | { readonly method: "GET" }
  | { readonly method: "POST"; readonly name: string; readonly value: string }
  | { readonly method: "PUT"; readonly placeholder: string; readonly value: string }
  | { readonly method: "DELETE"; readonly placeholder: string };

interface Stored {
  readonly placeholder: string;
  readonly value: string;
}

export class StoreModel {
  /** By name: no two secrets bear the same one. */
  readonly #stored = new Map<string, Stored>();
  /** The name of every placeholder that there ever was. */
  readonly #names = new Map<string, string>();

  get(name: string): Stored | undefined {
    return this.#stored.get(name);
  }

  entries(): [name: string, stored: Stored][] {
    return [...this.#stored];
  }

  /** The name that the request is about; of a list, none. */
  nameOf(sent: Sent): string | undefined {
    if (sent.method === "GET") return undefined;
    return sent.method === "POST" ? sent.name : this.#names.get(sent.placeholder);
  }

  /**
   * Applies a request, where the contract says that it is applied.
   *
   * @param placeholder what the server calls the secret, if it is a new one
   * @returns whether it changed anything
   */
  apply(sent: Sent, placeholder: string | undefined): boolean {
    const name = this.nameOf(sent);
    const stored = name === undefined ? undefined : this.#stored.get(name);
    if (name === undefined || sent.method === "GET") return false;
    if (sent.method === "POST") {
      if (stored || placeholder === undefined) return false;
      this.#stored.set(name, { placeholder, value: sent.value });
      this.#names.set(placeholder, name);
      return true;
    }
    if (stored?.placeholder !== sent.placeholder) return false;
    if (sent.method === "DELETE") this.#stored.delete(name);
    else this.#stored.set(name, { ...stored, value: sent.value });
    return true;
  }
}
