import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom, type Random } from '../simulate/random';
import { makeProgram } from '../simulate/random-program';

/** Pieces that mean something to a reader of BASIC, and some that mean nothing to anybody. */
const PIECES = [
  ...'IF |THEN|ELSE|END IF|FOR EACH x IN |NEXT|WHILE |WEND|SELECT CASE |CASE |END SELECT|SUB a|END SUB'.split('|'),
  ...'STEP 1: |BOT "a" "b"|PARALLEL|BRANCH A: |END PARALLEL|TRY|CATCH e|END TRY|RACE|HUMAN APPROVAL FROM '.split('|'),
  ...'WITH |END WITH|FIND |SAVE |UPDATE | WHERE | SET |LLM |HEAR x AS |TALK |BEGIN TALK|END TALK|GOTO a|a:'.split('|'),
  ...'"|\'|${|}|{|(|)|[|]|,|=|==|<>|+|-|.|?.|;|:| AND | NOT |\n|\r\n| _\n|12|1e400|\t|#{|REM |// '.split('|'),
  ...['\u0000', '\ud800', '\u200b', '\u202e', '“', '\ufeff', 'ß', '漢', '__proto__', 'constructor'],
]; // prettier-ignore

const MAX_UNITS = 4000;

/** Makes texts: changed samples, programs of the grammar, pieces in a row, and random bytes. */
export function createInputs(samplesIn: readonly string[]): (seed: number) => string {
  const samples = samplesIn.flatMap(readSamples);
  return (seed) => {
    const random = createRandom(seed);
    const kind = random.between(0, 9);
    if (kind <= 4) return edit(random.pick(samples), random);
    if (kind <= 6) return edit(makeProgram(seed).text, random);
    if (kind <= 8) return row(random.between(1, 80), () => random.pick(PIECES));
    return row(random.between(1, 300), () => String.fromCharCode(random.between(0, 0x2ff)));
  };
}

function readSamples(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.bas'))
    .map((name) => readFileSync(join(folder, name), 'utf8').slice(0, MAX_UNITS));
}

function row(count: number, make: () => string): string {
  return Array.from({ length: count }, make).join('');
}

/** Up to six changes: something removed, put in, moved, doubled, or turned into other letters. */
function edit(sample: string, random: Random): string {
  let text = sample;
  for (let changes = random.between(0, 6); changes > 0; changes -= 1) {
    const at = random.between(0, text.length);
    const end = Math.min(text.length, at + random.between(0, 40));
    const part = text.slice(at, end);
    const other = random.between(0, text.length);
    const forms = [
      () => text.slice(0, at) + text.slice(end),
      () => text.slice(0, at) + random.pick(PIECES) + text.slice(at),
      () => text.slice(0, other) + part + text.slice(other),
      () => text.slice(0, at) + part + part + text.slice(end),
      () => text.slice(0, at) + part.toLowerCase() + text.slice(end),
      () => text.slice(0, at),
    ];
    text = random.pick(forms)();
  }
  return text;
}
