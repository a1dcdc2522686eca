// The API's answer to a create, from a process of its own. Tells its port to the parent.
import { createServer } from "node:http";
import { STATUS, TEXT } from "./request.mjs";

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(STATUS, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(TEXT),
    });
    response.end(TEXT);
  });
});
// No connection is closed under a benchmark's hands.
server.keepAliveTimeout = 0;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") process.send?.(address.port);
});
process.on("disconnect", () => process.exit());
