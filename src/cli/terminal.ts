/** Whether somebody can be asked: they see standard error and answer on standard input. */
export function isTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}
