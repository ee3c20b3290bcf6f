import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A connection between two programs that can hang, as a network or a frozen server does. */
export interface StallingProxy {
  readonly port: number;
  /** From now on nothing is passed on; connections stay open and new ones are taken. */
  stall(): void;
  /** What has waited is passed on. */
  flow(): void;
  stop(): Promise<void>;
}

/** Listens on a free port of this machine for connections to another one. */
export async function startStallingProxy(target: {
  readonly host: string;
  readonly port: number;
}): Promise<StallingProxy> {
  const sockets = new Set<Socket>();
  let isStalled = false;
  const add = (socket: Socket): void => {
    sockets.add(socket);
    if (isStalled) socket.pause();
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    const far = connect(target.port, target.host);
    near.pipe(far);
    far.pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    add(near);
    add(far);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stall: () => {
      isStalled = true;
      for (const socket of sockets) socket.pause();
    },
    flow: () => {
      isStalled = false;
      for (const socket of sockets) socket.resume();
    },
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
