import { connect, createServer, type Socket } from "node:net";
import { port } from "./settings.ts";

/** A line between a browser and the portal that a test can cut: all that goes over it breaks off, nothing new goes through. */
export type Line = { address: string; cut: () => void; mend: () => void; close: () => Promise<void> };

export async function openLine(): Promise<Line> {
  let whole = true;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    if (!whole) return near.resetAndDestroy();
    const far = connect(port, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        open.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const at = server.address();
  if (!at || typeof at === "string") throw new Error("no port for the line");
  const breakOff = () => {
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    address: `http://localhost:${at.port}`,
    cut: () => {
      whole = false;
      breakOff();
    },
    mend: () => {
      whole = true;
    },
    close: async () => {
      breakOff();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
