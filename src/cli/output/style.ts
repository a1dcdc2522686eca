import type { Look } from "./terminal.ts";

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
const MARKS = {
  done: ["✓", "+", "green"],
  failed: ["✗", "x", "red"],
  unknown: ["?", "?", "yellow"],
  not_attempted: ["-", "-", "dim"],
} as const;

export type Mark = keyof typeof MARKS;

export function paint(text: string, style: keyof typeof CODES, { colour }: Look): string {
  return colour ? `\x1b[${CODES[style]}m${text}\x1b[0m` : text;
}

export function mark(name: Mark, look: Look): string {
  const [sign, ascii, style] = MARKS[name];
  return paint(look.ascii ? ascii : sign, style, look);
}
