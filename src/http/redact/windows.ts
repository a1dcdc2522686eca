// A hash table of every sixteen characters in a row of many values.
import { blur, isSame } from "./escapes.ts";

/** A run of this many characters identifies the value. */
export const WINDOW = 16;

/** Finds runs of sixteen characters of one of the values. */
export function createWindows() {
  let values = "";
  /** The ends of the runs in `values`, each in the slot of its hash or the next free one. */
  let slots = new Int32Array(2);

  function slotOf(hash: number, text: string, end: number): number {
    let slot = Math.imul(hash, 0x9e3779b1) >>> Math.clz32(slots.length - 1);
    for (let there = slots[slot]; there; there = slots[slot]) {
      let same = 0;
      while (
        same < WINDOW &&
        isSame(text.charCodeAt(end - same), values.charCodeAt(there - same))
      ) {
        same++;
      }
      if (same === WINDOW) break;
      slot = (slot + 1) % slots.length;
    }
    return slot;
  }

  return {
    add(more: readonly string[]) {
      let from = values.length;
      // A separator that is in no text.
      for (const value of more) values += `\uffff${value}`;
      if (slots.length < values.length * 2) {
        slots = new Int32Array(2 ** Math.ceil(Math.log2(values.length * 2)));
        from = 0;
      }
      for (let end = from, hash = 0; end < values.length; end++) {
        hash = roll(hash, values, from, end);
        if (end >= from + WINDOW) slots[slotOf(hash, values, end)] = end;
      }
    },
    find(text: string, found: (end: number) => void) {
      for (let end = 0, hash = 0; end < text.length; end++) {
        hash = roll(hash, text, 0, end);
        if (end >= WINDOW - 1 && slots[slotOf(hash, text, end)]) found(end + 1);
      }
    },
  };
}

/** The hash of the sixteen characters up to `end`, from that of the sixteen one before. */
function roll(hash: number, text: string, from: number, end: number): number {
  const last = end - WINDOW < from ? 0 : blur(text.charCodeAt(end - WINDOW));
  // 0x345b8241 is 0x1000193 to the power of WINDOW.
  return (
    (Math.imul(hash, 0x1000193) + blur(text.charCodeAt(end)) - Math.imul(last, 0x345b8241)) | 0
  );
}
