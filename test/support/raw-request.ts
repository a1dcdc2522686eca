// One request, byte for byte: no client would send what some of the tests have to.
import { once } from "node:events";
import { connect } from "node:net";

/** The status line of the response to a GET. */
export async function rawGet(origin: string, target: string): Promise<string> {
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  let response = "";
  socket.setEncoding("latin1").on("data", (text) => (response += text));
  socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  await once(socket, "close");
  return response.split("\r\n")[0] ?? "";
}
