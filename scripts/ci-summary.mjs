/**
 * Reads what Jest has written, for `.ci/run`:
 *   tests FILE           lists what failed; fails when a test failed, a file could not run, or nothing ran
 *   coverage FILE LEAST  fails when fewer lines are covered, in percent
 *   counts FILE          prints the line `Tests: N passed, N failed`, if any test ran
 */
import fs from 'node:fs';

const commands = { tests: checkTests, coverage: checkCoverage, counts: printCounts };

const [name, file, least] = process.argv.slice(2);
const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
if (command === undefined || file === undefined) {
  fail(`usage: ci-summary.mjs ${Object.keys(commands).join('|')} FILE [LEAST]`);
} else {
  command(readJson(file), Number(least));
}

function checkTests(results) {
  if (results === undefined) return fail(`${file} is not there: no test was executed`);
  const { ran, passed, failed, skipped } = count(results);
  for (const suite of results.testResults.filter(({ status }) => status === 'failed')) {
    const tests = suite.assertionResults.filter(({ status }) => status === 'failed');
    const names =
      tests.length > 0 ? tests.map(({ fullName }) => fullName) : ['the file did not run'];
    for (const failedName of names) say(`failed: ${suite.name}: ${failedName}`);
  }
  say(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  if (ran === 0) return fail('no test was executed');
  if (failed > 0 || results.success !== true) return fail('the tests failed');
}

function checkCoverage(summary, leastPercent) {
  const percent = summary?.total?.lines?.pct;
  if (!Number.isFinite(percent)) return fail(`${file} does not say how many lines are covered`);
  if (!Number.isFinite(leastPercent)) return fail('say how many percent are needed');
  say(`lines covered: ${percent} %, needed: ${leastPercent} %`);
  if (percent < leastPercent) fail('too few lines are covered');
}

function printCounts(results) {
  const { ran, passed, failed } = count(results);
  if (ran > 0) say(`Tests: ${passed} passed, ${failed} failed`);
  else fail('no test was executed');
}

/** A file that could not run at all counts as one failed test. */
function count(results) {
  const passed = results?.numPassedTests ?? 0;
  const failed = (results?.numFailedTests ?? 0) + (results?.numRuntimeErrorTestSuites ?? 0);
  const skipped = (results?.numPendingTests ?? 0) + (results?.numTodoTests ?? 0);
  return { ran: passed + failed, passed, failed, skipped };
}

function readJson(path) {
  try {
    return JSON.parse(fs.readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

function fail(reason) {
  say(reason);
  process.exitCode = 1;
}
