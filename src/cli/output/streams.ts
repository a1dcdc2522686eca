// Both streams can go away while a command works: `| head`, a full disk, a terminal that is closed.
import { EXIT } from "../exit-codes.ts";

export function survivePipes(): void {
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    // A reader that left is no failure, and no reason to stop a push half-way.
    if (code === "EPIPE" || code === "ERR_STREAM_DESTROYED") return;
    // What else went wrong says more.
    process.exitCode ||= EXIT.failed;
    process.stderr.write(`error: Standard output cannot be written (${code}).\n`);
  });
  // What cannot be said changes nothing: the exit code tells what became of the command.
  process.stderr.on("error", () => {});
}
