import { parseArgs } from 'node:util';
import { benchEngine } from './engine/engine';
import { benchFanOut } from './fan-out';
import { benchLanguage } from './language';

interface Flags {
  readonly rounds: number;
  readonly only: string;
}

type Rows = readonly object[];

const benches: Readonly<Record<string, (flags: Flags) => Rows | Promise<Rows>>> = {
  language: () =>
    benchLanguage().map((row) => ({ ...row, value: Number(row.value.toPrecision(4)) })),
  engine: (flags) =>
    benchEngine({
      ...flags,
      tell,
    }),
  'fan-out': () => benchFanOut(tell),
};

function tell(line: string): void {
  process.stderr.write(`${line} ...\n`);
}

/** `npm run bench -- language|engine|fan-out [--json] [--rounds 5] [--only TEXT]`: a table, or one JSON document. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      only: { type: 'string', default: '' },
    },
  });
  const [name = ''] = positionals;
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (!bench) {
    const known = Object.keys(benches).join(', ');
    process.stderr.write(`there is no bench "${name}"; one of: ${known}\n`);
    process.exitCode = 2;
    return;
  }
  const rows = await bench({ rounds: Number(values.rounds), only: values.only });
  if (values.json) console.log(JSON.stringify({ rows }, null, 2));
  else console.table(rows);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
