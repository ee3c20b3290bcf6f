import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WEBHOOK_PATH } from '../../api/webhook-in';
import { ROUTES } from '../../api/routes/table';
import { createProgram } from '../../cli/program';
import { createOutput } from '../../cli/output';
import { BASIC_CODES } from '../../dsl/basic/catalogue';
import { compile, type CompiledFile } from '../../dsl/compile';
import { checkPlan } from '../../plan/check-plan';
import { ERRORS } from '../../plan/errors';
import { ALL_FUNCTION_NAMES, functionArity } from '../../plan/function-names';
import { PlanSchema } from '../../plan/schema';
import { FUNCTION_GROUPS } from '../../dsl/reference/functions';
import {
  adaptedKeywords,
  costTable,
  errorsPage,
  functionTables,
  replaceSection,
  resultOf,
  settingReaders,
  settingsTable,
  statementSections,
  unavailableKeywords,
} from '../../scripts/docs-pages';
import { withRouteFacts } from '../../scripts/route-facts';
import { SETTING_TEXTS } from '../../scripts/setting-texts';
import { anchorsOf, blocksOf, proseOf, readPages, ROOT, type Block, type Page } from './pages';
import { readTold, runExample } from './run-example';

const PAGES = readPages();
const BLOCKS = PAGES.flatMap(blocksOf);
const BASIC = BLOCKS.filter(({ info }) => /^basic\b/.test(info));
const WRONG = BASIC.filter(({ info }) => info.startsWith('basic wrong'));
const RIGHT = BASIC.filter(({ info }) => !info.startsWith('basic wrong'));
const RUN = BASIC.filter(({ info }) => info === 'basic run');
const LANGUAGE = 'docs/reference/basic-language.md';
const OPERATIONS = 'docs/guides/operations.md';

const compiled = ({ place, text }: Block): CompiledFile => compile({ file: place, text });
const pageOf = (path: string): Page => {
  const page = PAGES.find((candidate) => candidate.path === path);
  if (page === undefined) throw new Error(`there is no page ${path}`);
  return page;
};
const placed = (blocks: readonly Block[]): (readonly [string, Block])[] =>
  blocks.map((block) => [block.place, block]);

/** The scripts that a page shows as bots; a later one of a name replaces the one before. */
function botsOf({ page }: Block): ReadonlyMap<string, CompiledFile> {
  const scripts = BASIC.filter(
    (block) => block.page === page && block.info.startsWith('basic bot='),
  );
  return new Map(scripts.map((block) => [block.info.slice('basic bot='.length), compiled(block)]));
}

describe('examples in BASIC', () => {
  it('are many', () => {
    expect(RIGHT.length).toBeGreaterThan(100);
    expect(WRONG.length).toBeGreaterThan(60);
    expect(RUN.length).toBeGreaterThan(20);
  });

  it('have a known kind', () => {
    const known = /^basic( run| bot=[\w-]+| file=\S+| wrong BASIC_[A-Z_]+)?$/;
    expect(BASIC.filter(({ info }) => !known.test(info)).map(({ place }) => place)).toEqual([]);
  });

  it.each(placed(RIGHT))('%s compiles', (_place, block) => {
    const errors = compiled(block).diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
  });

  it.each(placed(WRONG))('%s has the mistake that it shows', (_place, block) => {
    const expected = block.info.slice('basic wrong '.length);
    // Hints, and keywords that cannot run here, stand beside a mistake without being it.
    const found = compiled(block).diagnostics.filter(
      ({ code, severity }) =>
        code === expected || (severity !== 'hint' && code !== 'BASIC_NOT_AVAILABLE'),
    );
    expect([...new Set(found.map(({ code }) => code as string))]).toEqual([expected]);
  });

  it.each(placed(RUN))('%s gives what it says', async (_place, block) => {
    const told = readTold(block.text);
    const end = await runExample(compiled(block), botsOf(block), told);
    expect(end).toMatchObject(told.end);
  });
});

describe('other examples', () => {
  it('shows plans that are valid', () => {
    const plans = BLOCKS.filter(({ info }) => info === 'json plan');
    expect(plans.length).toBeGreaterThan(0);
    for (const { text } of plans) {
      expect(checkPlan(PlanSchema.parse(JSON.parse(text)))).toEqual([]);
    }
  });

  it('shows JSON that can be read', () => {
    const broken = BLOCKS.filter(({ info }) => info === 'json').filter(({ text }) => {
      try {
        JSON.parse(text);
        return false;
      } catch {
        return true;
      }
    });
    expect(broken.map(({ place }) => place)).toEqual([]);
  });

  it('shows what expressions give', () => {
    const table = /\| expression \| gives \|\n\|---\|---\|\n((?:\|.*\|\n)+)/.exec(
      pageOf(LANGUAGE).text,
    );
    const rows = Array.from((table?.[1] ?? '').matchAll(/^\| `(.+)` \| `(.+)` \|$/gm));
    expect(rows.length).toBeGreaterThan(15);
    for (const [, expression = '', gives] of rows) {
      expect(`${expression} → ${resultOf(expression)}`).toBe(`${expression} → ${gives}`);
    }
  });
});

describe('generated parts', () => {
  it('has an up-to-date page of errors; `npm run docs` writes it', () => {
    expect(pageOf('docs/errors.md').text).toBe(errorsPage());
  });

  it('has an entry for every code, and none for another', () => {
    const titles = Array.from(pageOf('docs/errors.md').text.matchAll(/^### (\w+)$/gm));
    expect(titles.map(([, code]) => code)).toEqual([...Object.keys(ERRORS), ...BASIC_CODES]);
  });

  it('has up-to-date tables; `npm run docs` writes them', () => {
    const { text: language } = pageOf(LANGUAGE);
    expect(language).toBe(replaceSection(language, 'costs', costTable()));
    expect(language).toBe(replaceSection(language, 'statements', statementSections()));
    expect(language).toBe(replaceSection(language, 'functions', functionTables()));
    expect(language).toBe(replaceSection(language, 'adapted', adaptedKeywords()));
    expect(language).toBe(replaceSection(language, 'keywords', unavailableKeywords()));
    const { text: operations } = pageOf(OPERATIONS);
    expect(operations).toBe(replaceSection(operations, 'settings', settingsTable(runtimeSource())));
  });

  it('knows every function and how many arguments it takes', () => {
    const told = FUNCTION_GROUPS.flatMap(({ functions }) => functions).flatMap(
      ({ form, aliases = [] }) =>
        [form.slice(0, form.indexOf('(')).toLowerCase(), ...aliases].map(
          (name) => [name, form] as const,
        ),
    );
    expect(told.map(([name]) => name).sort()).toEqual([...ALL_FUNCTION_NAMES].sort());
    for (const [name, form] of told) {
      expect([name, functionArity(name)]).toEqual([name, arityOf(form)]);
    }
  });

  it('knows every setting', () => {
    const read = [...settingReaders(runtimeSource()).keys()];
    const told = Object.keys(SETTING_TEXTS).filter((name) => name !== 'EVERSTEP_URL');
    expect(told.sort()).toEqual(read.sort());
  });
});

function runtimeSource(): string {
  return readFileSync(join(ROOT, 'runtime', 'config.ts'), 'utf8');
}

/** `MID(text, start, [count])` takes 2 or 3; `…` stands for up to 100. */
function arityOf(form: string): { least: number; most: number } {
  const inner = form.slice(form.indexOf('(') + 1, -1);
  const names = inner === '' ? [] : inner.split(', ');
  const least = names.filter((name) => name !== '…' && !name.startsWith('[')).length;
  return { least, most: names.includes('…') ? 100 : names.length };
}

describe('links', () => {
  const links = PAGES.flatMap((page) =>
    Array.from(proseOf(page).matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g), (match) => ({
      page,
      target: match[1] ?? match[2] ?? '',
    })),
  ).filter(({ target }) => !/^[a-z]+:/.test(target));

  it('are many', () => {
    expect(links.length).toBeGreaterThan(30);
  });

  it('lead to files that exist', () => {
    const dead = links.filter(({ page, target }) => {
      const [path = ''] = target.split('#');
      return path !== '' && !existsSync(join(ROOT, dirname(page.path), path));
    });
    expect(dead.map(({ page, target }) => `${page.path}: ${target}`)).toEqual([]);
  });

  it('lead to headings that exist', () => {
    const dead = links.filter(({ page, target }) => {
      const [path = '', anchor] = target.split('#');
      if (anchor === undefined) return false;
      const at = path === '' ? page.path : join(dirname(page.path), path).replaceAll('\\', '/');
      return !anchorsOf(pageOf(at)).has(anchor);
    });
    expect(dead.map(({ page, target }) => `${page.path}: ${target}`)).toEqual([]);
  });
});

describe('what the pages name', () => {
  const all = PAGES.map(({ text }) => text).join('\n');

  it('names commands and options that the program has', () => {
    const output = createOutput({ stdout: { write: ignore }, stderr: { write: ignore } }, {});
    const program = createProgram({ env: {}, cwd: ROOT, output }, () => Promise.resolve());
    const lines = Array.from(all.matchAll(/(?:`|^|\s)everstep(?: --)? ([a-z]+)([^`\n]*)/gm));
    const wrong = lines.filter(([, name, rest = '']) => {
      const command = program.commands.find((one) => one.name() === name);
      if (command === undefined) return true;
      const all = [program, command, ...command.commands].flatMap(({ options }) => options);
      const known = all.map(({ long }) => long);
      return (rest.match(/--[a-z-]+/g) ?? []).some((option) => !known.includes(option));
    });
    expect(lines.length).toBeGreaterThan(15);
    expect(wrong.map(([line]) => line.trim())).toEqual([]);
  });

  it('names scripts that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const named = Array.from(all.matchAll(/npm (?:run (?:-s )?([\w:]+)|(start|test)\b)/g));
    const wrong = named.filter(([, script, short]) => scripts[script ?? short ?? ''] === undefined);
    expect(wrong.map(([text]) => text)).toEqual([]);
  });

  it('describes every route, and no other', () => {
    const titles = Array.from(
      pageOf('docs/api/workflow-api.md').text.matchAll(
        /^### (GET|POST|PUT|PATCH|DELETE) (\/\S+)$/gm,
      ),
      ([, method, path]) => `${method} ${path}`,
    );
    const routes = ROUTES.map(
      ({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`,
    );
    const signed = `POST ${WEBHOOK_PATH.replaceAll(/:(\w+)/g, '{$1}')}`;
    expect(titles.sort()).toEqual([...routes, signed].sort());
  });

  it('names the roles and errors of every route; `npm run docs` writes them', () => {
    const { text } = pageOf('docs/api/workflow-api.md');
    expect(text).toBe(withRouteFacts(text));
    const sections = text.split(/^### (?=\w+ \/)/m).slice(1);
    expect(sections.filter((section) => !section.includes('\nRoles: ')).length).toBe(1);
  });

  it('names error codes that exist', () => {
    const known = new Set<string>([...Object.keys(ERRORS), ...BASIC_CODES]);
    const areas = new Set([...known].map((code) => code.slice(0, code.indexOf('_'))));
    const page = ({ path }: Page): boolean => path !== 'docs/errors.md';
    const prose = PAGES.filter(page).map(proseOf).join('\n');
    const named = Array.from(prose.matchAll(/`([A-Z]+_[A-Z_]+)`/g), ([, code = '']) => code);
    const wrong = named.filter(
      (code) => areas.has(code.slice(0, code.indexOf('_'))) && !known.has(code),
    );
    const settings = new Set(Object.keys(SETTING_TEXTS));
    expect(wrong.filter((name) => !settings.has(name))).toEqual([]);
  });
});

function ignore(): void {
  // nothing is shown
}
