/**
 * Reads what Jest has written into a folder, `tests-N.json` and `shard-N/coverage-final.json`, for `.ci/run`:
 *   tests DIR SHARDS           lists what failed; fails when a test failed, or a shard or file did not run
 *   coverage DIR SHARDS LEAST  fails when fewer lines are covered, in percent
 *   counts DIR SHARDS          prints the line `Tests: N passed, N failed`, if any test ran
 */
import fs from 'node:fs';
import path from 'node:path';
import coverageLibrary from 'istanbul-lib-coverage';

const commands = { tests: checkTests, coverage: checkCoverage, counts: printCounts };

const [name, folder, shards, least] = process.argv.slice(2);
const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
if (command === undefined || folder === undefined || !(Number(shards) > 0)) {
  fail(`usage: ci-summary.mjs ${Object.keys(commands).join('|')} DIR SHARDS [LEAST]`);
} else {
  command();
}

/** What each shard has written under this name; undefined where it wrote nothing. */
function readShards(nameOf) {
  return Array.from({ length: Number(shards) }, (_, index) =>
    readJson(path.join(folder, nameOf(index + 1))),
  );
}

function readResults() {
  return readShards((shard) => `tests-${shard}.json`);
}

function checkTests() {
  const results = readResults();
  if (results.includes(undefined)) fail('a part of the tests has written no result');
  const suites = results.flatMap((result) => result?.testResults ?? []);
  for (const suite of suites.filter(({ status }) => status === 'failed')) {
    const tests = suite.assertionResults.filter(({ status }) => status === 'failed');
    const names =
      tests.length > 0 ? tests.map(({ fullName }) => fullName) : ['the file did not run'];
    for (const failedName of names) say(`failed: ${suite.name}: ${failedName}`);
  }
  const { ran, passed, failed, skipped } = count(results);
  say(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  if (ran === 0) fail('no test was executed');
  if (failed > 0 || results.some((result) => result?.success !== true)) fail('the tests failed');
}

function checkCoverage() {
  const map = coverageLibrary.createCoverageMap({});
  for (const shard of readShards((number) => `shard-${number}/coverage-final.json`)) {
    if (shard === undefined) return fail('a part of the tests has written no coverage');
    map.merge(shard);
  }
  const percent = map.getCoverageSummary().lines.pct;
  if (!Number.isFinite(percent)) return fail('nothing says how many lines are covered');
  if (!Number.isFinite(Number(least))) return fail('say how many percent are needed');
  say(`lines covered: ${percent} %, needed: ${least} %`);
  if (percent < Number(least)) fail('too few lines are covered');
}

function printCounts() {
  const { ran, passed, failed } = count(readResults());
  if (ran > 0) say(`Tests: ${passed} passed, ${failed} failed`);
  else fail('no test was executed');
}

/** A file that could not run at all counts as one failed test. */
function count(results) {
  const sum = (field) => results.reduce((total, result) => total + (result?.[field] ?? 0), 0);
  const passed = sum('numPassedTests');
  const failed = sum('numFailedTests') + sum('numRuntimeErrorTestSuites');
  const skipped = sum('numPendingTests') + sum('numTodoTests');
  return { ran: passed + failed, passed, failed, skipped };
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
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
