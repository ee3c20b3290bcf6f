import { createServer, connect } from 'node:net';
import { AppError } from '../plan/errors';
import type { Progress } from './progress';

/** A wished-for port: the setting it comes from, and whether a person chose it. */
export interface PortSetting {
  readonly port: number;
  /** Name of the environment variable, for messages. */
  readonly setting: string;
  readonly origin: 'explicit' | 'default';
}

const portsTried = 200;

/**
 * Gives the port to use: the wished-for one when it is free.
 * A chosen port that is taken is an error; a default one makes way for the next free port, and says so.
 * Port 0 gives any free port. The port chosen is added to `reserved`, whose members are never given.
 */
export async function choosePort(
  wish: PortSetting,
  reserved: Set<number>,
  onProgress: Progress,
): Promise<number> {
  const port = wish.port === 0 ? await findAnyPort(reserved) : await findPort(wish, reserved);
  if (port !== wish.port && wish.port !== 0) {
    onProgress(`port ${wish.port} is taken, using ${port} (choose with ${wish.setting})`);
  }
  reserved.add(port);
  return port;
}

async function findPort(wish: PortSetting, reserved: ReadonlySet<number>): Promise<number> {
  for (let port = wish.port; port < wish.port + portsTried && port < 65536; port += 1) {
    if (!reserved.has(port) && (await isPortFree(port))) return port;
    if (wish.origin === 'explicit') break;
  }
  throw new AppError('STACK_PORT_TAKEN', { port: wish.port, setting: wish.setting });
}

/** True when nobody on this machine listens on the port. */
export async function isPortFree(port: number): Promise<boolean> {
  return !(await answersOn(port)) && (await canListen(port)) !== undefined;
}

/** True when somebody accepts connections on the port of this machine. */
export function answersOn(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => {
      finish(true);
    });
    socket.once('error', () => {
      finish(false);
    });
    socket.setTimeout(1000, () => {
      finish(false);
    });
  });
}

async function findAnyPort(reserved: ReadonlySet<number>): Promise<number> {
  for (;;) {
    const port = await canListen(0);
    if (port !== undefined && !reserved.has(port)) return port;
  }
}

function canListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : port);
      });
    });
  });
}
