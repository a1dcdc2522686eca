// A hash table of every sixteen characters in a row of many values.
import { blur, isSame } from "./escapes.ts";

/** This many characters give a longer value away, wherever they stand in it. */
export const TELLING = 16;

/** Finds where sixteen characters of one of the values stand in a row. */
export function createWindows() {
  let values = "";
  /** Where such sixteen end in `values`: in the slot of their hash, or in the next free one. */
  let slots = new Int32Array(2);

  function slotOf(hash: number, text: string, end: number): number {
    let slot = Math.imul(hash, 0x9e3779b1) >>> Math.clz32(slots.length - 1);
    for (let there = slots[slot]; there; there = slots[slot]) {
      let same = 0;
      while (
        same < TELLING &&
        isSame(text.charCodeAt(end - same), values.charCodeAt(there - same))
      ) {
        same++;
      }
      if (same === TELLING) break;
      slot = (slot + 1) % slots.length;
    }
    return slot;
  }

  return {
    add(more: readonly string[]) {
      let from = values.length;
      // No text holds what stands between two values.
      for (const value of more) values += `\uffff${value}`;
      if (slots.length < values.length * 2) {
        slots = new Int32Array(2 ** Math.ceil(Math.log2(values.length * 2)));
        from = 0;
      }
      for (let end = from, hash = 0; end < values.length; end++) {
        hash = roll(hash, values, from, end);
        if (end >= from + TELLING) slots[slotOf(hash, values, end)] = end;
      }
    },
    find(text: string, found: (end: number) => void) {
      for (let end = 0, hash = 0; end < text.length; end++) {
        hash = roll(hash, text, 0, end);
        if (end >= TELLING - 1 && slots[slotOf(hash, text, end)]) found(end + 1);
      }
    },
  };
}

/** The hash of the sixteen characters up to `end`, from that of the sixteen one before. */
function roll(hash: number, text: string, from: number, end: number): number {
  const last = end - TELLING < from ? 0 : blur(text.charCodeAt(end - TELLING));
  // 0x345b8241 is 0x1000193 to the power of TELLING.
  return (
    (Math.imul(hash, 0x1000193) + blur(text.charCodeAt(end)) - Math.imul(last, 0x345b8241)) | 0
  );
}
