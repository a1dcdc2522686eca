// Both streams can go away while a command works: `| head`, a full disk.
import { EXIT } from "../exit-codes.ts";

/** A reader that left is no failure, and no reason to stop a push half-way. */
export function survivePipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED") return;
      process.exitCode = EXIT.failed;
      if (stream === process.stdout) {
        process.stderr.write(`error: Standard output cannot be written (${error.code}).\n`);
      }
    });
  }
}
