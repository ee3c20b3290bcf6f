/**
 * Brings a fresh checkout to the point where a command can run, then runs it:
 * `node scripts/run.mjs demo|start|cli|test|bench|fuzz|simulate|chaos|build [arguments]`.
 * Plain Node without packages, because there may be none yet.
 * Standard output belongs to the command; everything said here goes to standard error.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => path.join(root, ...parts);
const neededNode = [20, 19];
const sourceFolders =
  'plan dsl interpreter simulation workflows activities store temporal workers api runtime cli bench scripts'.split(
    ' ',
  );

const commands = {
  build: async () => undefined,
  demo: async (args) => runInPlace(at('dist/cli/main.js'), ['demo', ...args]),
  start: async (args) => runInPlace(at('dist/cli/main.js'), ['start', ...args]),
  bench: async (args) => runInPlace(at('dist/bench/main.js'), args),
  fuzz: async (args) => runInPlace(at('dist/scripts/fuzz/main.js'), args),
  chaos: async (args) => runInPlace(at('dist/scripts/chaos/main.js'), args),
  'fuzz:api': async (args) => runInPlace(at('dist/scripts/api-fuzz/main.js'), args),
  simulate: async (args) => runInPlace(at('dist/scripts/simulate/main.js'), args),
  cli: async (args) => runInPlace(at('dist/cli/main.js'), args),
  test: async (args) => {
    process.chdir(root);
    // So that no test pays for fetching or building a server.
    await run('preparing servers', process.execPath, [at('dist/runtime/provision.js')]);
    runInPlace(at('node_modules/jest/bin/jest.js'), args);
  },
};

try {
  await main(process.argv[2], process.argv.slice(3));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

async function main(name, args) {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (command === undefined) {
    throw new Error(
      `there is no command "${name ?? ''}"; expected one of ${Object.keys(commands).join(', ')}`,
    );
  }
  checkNode();
  if (!isInstalled() || !isBuilt()) await withLock(prepare);
  await command(args);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > neededNode[0] || (major === neededNode[0] && minor >= neededNode[1])) return;
  throw new Error(
    `this is Node ${process.versions.node}, but Everstep needs Node ${neededNode.join('.')} or newer: https://nodejs.org`,
  );
}

/** Another start may have done the work while this one waited for the lock, so look again. */
async function prepare() {
  if (!isInstalled()) {
    await install();
    fs.writeFileSync(installStamp(), lockHash());
  }
  if (!isBuilt()) await build();
}

/** Exactly the locked packages. */
async function install() {
  const [program, ...first] = npmCommand();
  // A production environment would leave the compiler out.
  const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  await run('installing packages', program, [...first, 'ci', ...options]);
}

async function build() {
  const stamp = describeSources();
  fs.mkdirSync(at('dist'), { recursive: true });
  removeStaleOutput(stamp);
  fs.rmSync(buildStamp(), { force: true });
  const compiler = at('node_modules/typescript/bin/tsc');
  await run('compiling', process.execPath, [compiler, '-p', at('tsconfig.build.json')]);
  await bundle();
  writeWhole(buildStamp(), stamp);
}

/** Makes the workflow bundle, or keeps it where nothing that it is made from has changed. */
async function bundle() {
  const result = at('dist/workflow-bundle.js');
  const made = modifiedAt(result) ?? 0;
  if (bundleInputs().every((file) => modifiedAt(file) < made)) {
    fs.utimesSync(result, new Date(), new Date());
    return;
  }
  const bundler = at('dist/scripts/build-workflow-bundle.js');
  await run('bundling workflows', process.execPath, [bundler]);
}

/** The compiler writes only what has changed. */
function bundleInputs() {
  const files = ['package-lock.json', 'dist/workers/bundle-workflows.js'];
  for (const folder of ['dist/workflows', 'dist/interpreter', 'dist/plan']) {
    const names = fs.readdirSync(at(folder), { recursive: true, encoding: 'utf8' });
    for (const name of names) if (name.endsWith('.js')) files.push(path.join(folder, name));
  }
  return files.map((file) => at(file));
}

/** Installed means: npm finished, and with the lock file as it is now. */
function isInstalled() {
  const finished = modifiedAt(at('node_modules/.package-lock.json'));
  if (finished === undefined) return false;
  if (readText(installStamp()) === lockHash()) return true;
  if (finished < modifiedAt(at('package-lock.json'))) return false;
  fs.writeFileSync(installStamp(), lockHash());
  return true;
}

/** Built means: the last build was finished, from the sources as they are now. */
function isBuilt() {
  return readText(buildStamp()) === describeSources();
}

function installStamp() {
  return at('node_modules/.everstep-lock-hash');
}

function buildStamp() {
  return at('dist/.everstep-sources');
}

function lockHash() {
  return createHash('sha256')
    .update(fs.readFileSync(at('package-lock.json')))
    .digest('hex');
}

/** One line for each file that the build reads: name, size, time of change. */
function describeSources() {
  const files = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'].map((name) =>
    at(name),
  );
  for (const folder of sourceFolders) collectSources(at(folder), files);
  const lines = files.sort().map((file) => {
    const stat = fs.statSync(file);
    return `${path.relative(root, file)} ${stat.size} ${stat.mtimeMs}`;
  });
  return lines.join('\n');
}

function collectSources(folder, files) {
  if (!fs.existsSync(folder)) return;
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') collectSources(file, files);
    else if (/\.ts$/.test(entry.name) && !/\.test\.ts$/.test(entry.name)) files.push(file);
  }
}

/** The compiler leaves the output of sources that are gone. */
function removeStaleOutput(stamp) {
  const namesOf = (text) =>
    text
      .split('\n')
      .map((line) => line.split(' ')[0])
      .filter((name) => name.endsWith('.ts'));
  const present = new Set(namesOf(stamp));
  for (const name of namesOf(readText(buildStamp()) ?? '').filter((old) => !present.has(old))) {
    const output = at('dist', name.slice(0, -'.ts'.length));
    for (const suffix of ['.js', '.js.map', '.d.ts']) fs.rmSync(output + suffix, { force: true });
  }
}

/** The npm that started us, if one did; it may be another one than on PATH. */
function npmCommand() {
  const own = process.env.npm_execpath;
  if (own !== undefined && /npm-cli\.[cm]?js$/.test(own)) return [process.execPath, own];
  return ['npm'];
}

/** Runs a step and says how long it takes; its output goes to standard error. Throws when it fails. */
async function run(what, program, args) {
  const begun = Date.now();
  const elapsed = () => `${((Date.now() - begun) / 1000).toFixed(0)} s`;
  const isQuiet = what.startsWith('preparing');
  if (!isQuiet) say(`${what} ...`);
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 2, 2] });
  const timer = setInterval(() => say(`${what}: ${elapsed()}`), 5000);
  const endWith = (signal) => {
    child.kill(signal);
    process.exit(130);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, endWith);
  const outcome = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? code));
  });
  clearInterval(timer);
  for (const signal of signals) process.off(signal, endWith);
  if (outcome !== 0) throw new Error(`${what} failed (${outcome}); the lines above say why`);
  if (!isQuiet) say(`${what}: done after ${elapsed()}`);
}

/**
 * Becomes the program: it runs in this very process.
 * So signals, exit code and a kill reach it directly, and there is no second process to leave behind.
 */
function runInPlace(file, args) {
  if (!fs.existsSync(file)) throw new Error(`${path.relative(root, file)} does not exist`);
  process.argv = [process.argv[0], file, ...args];
  Module.runMain(file);
}

/** Lets one of several starts do the work. A lock that nobody has touched for half a minute belongs to a start that was killed. */
async function withLock(work) {
  const lock = at('.everstep/build.lock');
  // The data directory of a start: nobody else on this machine may look into it.
  fs.mkdirSync(path.dirname(lock), { recursive: true, mode: 0o700 });
  for (let told = false; !tryLock(lock); await sleep(300)) {
    if (!told) say('another start is installing or building; waiting for it');
    told = true;
  }
  const heartbeat = setInterval(() => {
    try {
      fs.utimesSync(lock, new Date(), new Date());
    } catch {
      // Somebody removed the folder; the work goes on.
    }
  }, 2000);
  const release = () => fs.rmSync(lock, { force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    clearInterval(heartbeat);
    process.off('exit', release);
    release();
  }
}

function tryLock(lock) {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const touched = modifiedAt(lock) ?? Date.now();
  const pid = Number(readText(lock));
  const isStale = Date.now() - touched > 30_000 || (pid > 0 && !isAlive(pid));
  if (isStale) {
    const aside = `${lock}.${process.pid}`;
    try {
      fs.renameSync(lock, aside);
      fs.rmSync(aside, { force: true });
    } catch {
      // Another start was quicker.
    }
  }
  return false;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function writeWhole(file, text) {
  fs.writeFileSync(`${file}.${process.pid}`, text);
  fs.renameSync(`${file}.${process.pid}`, file);
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function modifiedAt(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function say(line) {
  process.stderr.write(`everstep: ${line}\n`);
}
