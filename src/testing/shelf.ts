// The secrets of one connector of the fake API.
import { listConnectorSecrets } from "../../generated/contract.ts";
import type { Secret, SecretList } from "../types.ts";

/** A secret with its value, which the API itself never returns. */
export interface StoredSecret extends Secret {
  /** The value, as it was sent. */
  secret_value: string;
}

export class Shelf {
  /** The oldest first. */
  readonly secrets: StoredSecret[] = [];
  readonly #nextPlaceholder: () => string;

  constructor(nextPlaceholder: () => string) {
    this.#nextPlaceholder = nextPlaceholder;
  }

  get isFull(): boolean {
    return this.secrets.length >= listConnectorSecrets.result.properties.secrets.maxItems;
  }

  has(name: string): boolean {
    return this.secrets.some(({ secret_name }) => secret_name === name);
  }

  find(placeholder: string): StoredSecret | undefined {
    return this.secrets.find(({ secret_placeholder }) => secret_placeholder === placeholder);
  }

  add(secret_name: string, secret_value: string): void {
    const secret_placeholder = this.#nextPlaceholder();
    this.secrets.push({ secret_placeholder, secret_name, secret_value });
  }

  remove(secret: StoredSecret): void {
    this.secrets.splice(this.secrets.indexOf(secret), 1);
  }

  /** As the API shows them. */
  list(): SecretList {
    return {
      count: this.secrets.length,
      secrets: this.secrets.map(({ secret_value, ...listed }) => listed),
    };
  }
}

/** Placeholders look random, never repeat, and are the same in every run of a test. */
export function createPlaceholders(): () => string {
  let made = 0n;
  return () => {
    // An odd factor: no two numbers below 2^36 give the same nine digits.
    const digits = BigInt.asUintN(36, ++made * 0x9e3779b97n);
    return `sec_${digits.toString(16).padStart(9, "0")}`;
  };
}
