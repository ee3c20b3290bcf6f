import { createServer, type Server } from 'node:net';
import { choosePort, isPortFree } from './ports';
import { silent } from './progress';

let server: Server;
let taken: number;

beforeEach(async () => {
  taken = await choosePort({ port: 0, setting: 'X', origin: 'explicit' }, new Set(), silent);
  server = createServer();
  await new Promise<void>((resolve) => server.listen(taken, '0.0.0.0', resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
});

it('refuses a chosen port that is taken and names the setting', async () => {
  const wish = { port: taken, setting: 'EVERSTEP_PORT', origin: 'explicit' } as const;
  await expect(choosePort(wish, new Set(), silent)).rejects.toMatchObject({
    code: 'STACK_PORT_TAKEN',
    message: expect.stringContaining(`Port ${taken}`) as string,
    details: { setting: 'EVERSTEP_PORT' },
  });
});

it('moves a default port to the next free one and says so', async () => {
  const lines: string[] = [];
  const wish = { port: taken, setting: 'EVERSTEP_PORT', origin: 'default' } as const;
  const port = await choosePort(wish, new Set(), (line) => lines.push(line));
  expect(port).toBeGreaterThan(taken);
  expect(lines).toEqual([`port ${taken} is taken, using ${port} (choose with EVERSTEP_PORT)`]);
});

it('never gives a reserved port', async () => {
  const reserved = new Set<number>();
  const wish = { port: taken, setting: 'EVERSTEP_PORT', origin: 'default' } as const;
  const first = await choosePort(wish, reserved, silent);
  const second = await choosePort(wish, reserved, silent);
  expect(second).not.toBe(first);
  expect(await isPortFree(taken)).toBe(false);
});
