import { Interrupted } from "./failures.ts";

/** Runs one write. Interrupted in the middle of it, nobody can say whether it was applied. */
export async function writing<T>(write: PromiseLike<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    throw new Interrupted(error.signal, "It may have been applied: check with `list`.");
  }
}
