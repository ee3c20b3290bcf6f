import { compile } from '../dsl/compile';
import { basicOfLines } from './basic-sample';
import { heapOf, timeInTurns } from './measure';
import { benchParsers } from './parsers';
import type { Row } from './row';

const MEGABYTE = 1_000_000;
const ROUNDS = 7;

/** Measures reading and compiling BASIC beside acorn (JavaScript) and peggy (the same BASIC). */
export function benchLanguage(): readonly Row[] {
  return [...benchParsers(), ...benchCompiler(), ...benchRefusals()];
}

function benchCompiler(): readonly Row[] {
  const long = basicOfLines(10_000);
  const short = basicOfLines(200);
  const lines = long.split('\n').length;
  const times = timeInTurns(
    {
      long: () => compile({ file: 'long.bas', text: long }),
      short: () => {
        for (let run = 0; run < 20; run += 1) compile({ file: 'short.bas', text: short });
      },
    },
    ROUNDS,
  );
  const longMs = times['long']?.median ?? NaN;
  const perSecond = lines / (longMs / 1000);
  return [
    { name: 'text to checked plan', value: perSecond, unit: 'lines/s', aim: '>= 300000' },
    { name: '10,000 lines', value: longMs, unit: 'ms', aim: '< 500' },
    {
      name: '200 lines, warm',
      value: (times['short']?.median ?? NaN) / 20,
      unit: 'ms',
      aim: '<= 1',
    },
    {
      name: 'memory of a checked plan, 20,000 lines : 10,000',
      value: memoryOf(20_000) / memoryOf(10_000),
      unit: 'times',
      aim: '<= 2.2',
    },
  ];
}

/** The bytes that a compiled program keeps in use. */
function memoryOf(lines: number): number {
  const text = basicOfLines(lines);
  return heapOf(() => compile({ file: 'long.bas', text }));
}

function benchRefusals(): readonly Row[] {
  const bombs = {
    'refuse 1 MB of ((((': '('.repeat(MEGABYTE),
    'refuse 1 MB of nested IF': 'IF x THEN\n'.repeat(MEGABYTE / 10),
  };
  const runs = Object.entries(bombs).map(
    ([name, text]) => [name, () => compile({ file: 'bomb.bas', text })] as const,
  );
  const times = timeInTurns(Object.fromEntries(runs), 3);
  return Object.entries(times).map(([name, { median }]) => ({
    name,
    value: median,
    unit: 'ms',
    aim: '< 100',
  }));
}
