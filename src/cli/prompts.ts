import type { Report } from "./output/report.ts";

/** Loads the prompt library when somebody is asked, and not before. */
export async function loadPrompts({ look }: Report) {
  // It draws with ASCII for this terminal alone, and does not ask for the locale. (Its guide keeps
  // a dash that is none: ask without `withGuide`.)
  if (look.ascii) process.env.TERM = "linux";
  return import("@clack/prompts");
}
