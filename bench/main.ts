import { benchLanguage } from './language';
import type { Row } from './row';

const benches: Readonly<Record<string, () => readonly Row[]>> = { language: benchLanguage };

/** `npm run bench -- language [--json]`: prints a table, or one JSON document. */
function main([name = '', ...flags]: readonly string[]): void {
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (!bench) {
    process.stderr.write(
      `there is no bench "${name}"; one of: ${Object.keys(benches).join(', ')}\n`,
    );
    process.exitCode = 2;
    return;
  }
  const rows = bench().map((row) => ({ ...row, value: Number(row.value.toPrecision(4)) }));
  if (flags.includes('--json')) console.log(JSON.stringify({ rows }, null, 2));
  else console.table(rows);
}

main(process.argv.slice(2));
