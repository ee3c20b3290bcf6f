import { createRandom, type Random } from './random';

/** How much a program may hold, so that a campaign stays quick. */
const MAX_STATEMENTS = 14;
const MAX_NESTING = 3;

/** A random program with the scripts and addresses of its bots. */
export interface RandomProgram {
  readonly text: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly http: Readonly<Record<string, string>>;
}

/** Where a statement is made: branches keep to tables and keys of their own, so that none races another. */
interface Place {
  readonly random: Random;
  readonly nesting: number;
  readonly owner: string;
  readonly budget: { left: number };
}

type Maker = (place: Place) => readonly string[];

/** Makes a program from a seed: the same one always. Whatever it does, it ends. */
export function makeProgram(seed: number): RandomProgram {
  const random = createRandom(seed);
  const place: Place = { random, nesting: 0, owner: 'm', budget: { left: MAX_STATEMENTS } };
  const body = block(place, random.between(3, 8));
  const handled = handlers(random);
  const text = [
    'ORCHESTRATE WORKFLOW "random"',
    'SUB twice(n)',
    '  total = total + n * 2',
    '  BOT "near" "in a sub"',
    'END SUB',
    ...(random.chance(0.3) ? ['ON FAILURE HOLD'] : []),
    ...handled,
    ...body,
    // A run that fails does not wait for its handlers, so whether they begin would be luck.
    ...(handled.length === 0 && random.chance(0.3) ? ['THROW "at the end"'] : []),
    'RETURN WITH n AS n, total AS total, found AS found, answer AS answer, ok AS ok, list AS list',
    'END WORKFLOW',
  ].join('\n');
  return {
    text,
    scripts: {
      near: 'SET BOT MEMORY "near" + action, action\nSAVE "near", action, { "a": action }\nRETURN WITH seen AS action',
      slow: 'WAIT 20\nSET BOT MEMORY "slow" + action, action\nRETURN WITH waited AS action',
      picky: 'IF LEN(action) > 4 THEN THROW "too long"\nRETURN "fine"',
    },
    http: { far: 'http://far.example/', flaky: 'http://flaky.example/' },
  };
}

/** Handlers keep to keys of their own; what they set is read by no step of the run. */
function handlers(random: Random): readonly string[] {
  if (random.chance(0.6)) return [];
  return [
    `ON EVENT "e${random.between(1, 3)}" DO`,
    ...random.pick([
      ['  handled = handled + 1'],
      ['  SET BOT MEMORY "handled" + event.number, 1', '  WAIT 3', '  TALK "handled"'],
      ['  BOT "far" "handle"', '  BOT "near" "h"'],
    ]),
    'END ON',
  ];
}

function block(place: Place, count: number): readonly string[] {
  const lines: string[] = [];
  for (let made = 0; made < count && place.budget.left > 0; made += 1) {
    place.budget.left -= 1;
    lines.push(...place.random.pick(place.nesting < MAX_NESTING ? ALL : SIMPLE)(place));
  }
  return lines.length > 0 ? lines : ['n = n + 1'];
}

const inner = (place: Place, count: number): readonly string[] =>
  block({ ...place, nesting: place.nesting + 1 }, count).map((line) => `  ${line}`);

const word = ({ random }: Place): string => random.pick(['a', 'bb', 'cc dd', 'long one']);

const SIMPLE: readonly Maker[] = [
  ({ random }) => [`n = n + ${random.between(1, 9)}`],
  ({ random }) => [`total = total * 2 + RANDOM(1, ${random.between(2, 99)})`],
  () => ['answer = FORMAT(NOW(), "HH:mm:ss") + "/" + n'],
  ({ random, owner }) => [`SET BOT MEMORY "${owner}${random.between(1, 3)}", n`],
  ({ random, owner }) => [`found = GET BOT MEMORY("${owner}${random.between(1, 3)}")`],
  ({ random, owner }) => [`SET SESSION "${owner}", n + ${random.between(1, 9)}`],
  ({ owner }) => [`found = GET "session.${owner}"`],
  ({ owner }) => [`REMEMBER "${owner}", n, "30 days"`, `found = RECALL "${owner}"`],
  ({ owner }) => [`found = CACHE GET "${owner}"`, `CACHE SET "${owner}", n, 86400`],
  ({ random, owner }) => [`BOT SHARE MEMORY "${owner}${random.between(1, 3)}" WITH "other"`],
  () => ['BOT SYNC MEMORY FROM "other"'],
  ({ random, owner }) => [`SAVE "t${owner}", "${random.between(1, 3)}", { "n": n, "at": total }`],
  ({ random, owner }) => [
    `rows = FIND "t${owner}" WHERE n >= ${random.between(0, 9)}`,
    'found = UBOUND(rows)',
  ],
  ({ random, owner }) => [`UPDATE "t${owner}" SET n = ${random.between(1, 9)} WHERE n > 2`],
  () => ['TALK "n is " + n'],
  (place) => [`BOT "near" "${place.owner} ${word(place)}"`],
  (place) => [`answer = BOT "far" "${word(place)}"`],
  (place) => [`answer = BOT "flaky" "${word(place)}" RETRY 3 FALLBACK "near"`],
  (place) => [`answer = BOT "picky" "${word(place)}" FALLBACK "far"`],
  (place) => [`answer = BOT "picky" "${word(place)}" RETRY 2 FALLBACK "near"`],
  (place) => [
    `answer = BOT "slow" "${place.owner}" TIMEOUT ${place.random.pick([10, 90_000])} FALLBACK "near"`,
  ],
  (place) => [
    `SET HEADER "x-place", "${place.owner}" + n`,
    `page = GET "http://shop.example/${word(place)}"`,
    'found = page.found',
  ],
  (place) => [
    'ON ERROR RESUME NEXT',
    `page = POST "http://flaky.example/${place.owner}", { word: "${word(place)}", n: n }`,
    'answer = page.method + http.status',
    'ON ERROR GOTO 0',
  ],
  ({ random }) => [`WAIT ${random.between(1, 90)}`],
  ({ random }) => [`WAIT UNTIL DATEADD(NOW(), ${random.between(0, 90)}, "seconds")`],
  ({ random }) => [
    `ok = WAIT FOR EVENT "e${random.between(1, 3)}" TIMEOUT ${random.between(5, 60)}`,
  ],
  ({ random }) => [
    `ok = WAIT FOR EVENT "e${random.between(1, 3)}" WHERE number >= ${random.between(1, 4)} TIMEOUT ${random.between(5, 60)}`,
  ],
  ({ random }) => [
    `answer = WAIT FOR ANY "e1" WHERE number = ${random.between(1, 4)}, "e${random.between(2, 3)}" TIMEOUT ${random.between(5, 60)}`,
  ],
  ({ random }) => [
    `ok = WAIT FOR ALL "e${random.between(1, 2)}", "e${random.between(2, 3)}" TIMEOUT ${random.between(5, 90)}`,
    'answer = event',
  ],
  ({ random }) => [`PUBLISH EVENT "e${random.between(1, 3)}"`],
  ({ random }) => [
    `PUBLISH EVENT "e${random.between(1, 3)}" WITH number = ${random.between(1, 4)}`,
  ],
  ({ random }) => [
    `HUMAN APPROVAL FROM "p${random.between(1, 9)}@example.com"`,
    `  TIMEOUT ${random.between(10, 90)}`,
    `  ON TIMEOUT: ${random.pick(['CONTINUE', 'APPROVE', 'ESCALATE TO "boss@example.com"', 'REJECT late'])}`,
    '  ON REJECT: CONTINUE',
    'ok = approval.approved',
  ],
  ({ random }) => [
    `HEAR n AS INTEGER WITH "How many?" DEFAULT ${random.between(1, 9)} TIMEOUT ${random.between(10, 90)}`,
  ],
  ({ random }) => [`HEAR answer AS "red", "green", * TIMEOUT ${random.between(10, 200)}`],
  ({ random }) => [`ADD SUGGESTION "s${random.between(1, 3)}" AS "n " + n`],
  ({ random }) => [`CALL twice(${random.between(1, 5)})`],
  () => ['APPEND list, n'],
  ({ owner }) => [
    'ON FAILURE DO',
    `  SET BOT MEMORY "undo${owner}", n`,
    '  TALK "undo " + n',
    'END ON',
  ],
];

const NESTED: readonly Maker[] = [
  (place) => [
    `IF n ${place.random.pick(['>', '<', '='])} ${place.random.between(0, 12)} THEN`,
    ...inner(place, 2),
    'ELSE',
    ...inner(place, 1),
    'END IF',
  ],
  (place) => {
    const name = `i${place.nesting}`;
    return [`FOR ${name} = 1 TO ${place.random.between(1, 3)}`, ...inner(place, 2), 'NEXT'];
  },
  (place) => [
    `FOR EACH item${place.nesting} IN ["x", "y"]`,
    ...inner(place, 2),
    ...(place.random.chance(0.3) ? ['  IF n > 5 THEN EXIT FOR'] : []),
    'NEXT',
  ],
  parallel,
  tryCatch,
  tryTimed,
  race,
  eachInParallel,
  graph,
  (place) => (place.random.chance(0.1) ? ['IF n > 20 THEN THROW "n is " + n'] : ['n = n + 1']),
];

const ALL: readonly Maker[] = [...SIMPLE, ...NESTED, ...NESTED];

/** Each branch begins with a bot of its own speed, so that no two of them do something at one moment. */
function parallel(place: Place): readonly string[] {
  const names = ['A', 'B', 'C'].slice(0, place.random.between(2, 3));
  return [
    'PARALLEL',
    ...names.flatMap((name) => [
      `BRANCH ${name}:`,
      `  BOT "far" "${place.owner}${name}${place.budget.left}"`,
      ...inner({ ...place, owner: `${place.owner}${name}` }, 2),
    ]),
    'END PARALLEL',
  ];
}

function tryCatch(place: Place): readonly string[] {
  const { random } = place;
  const fails = ['THROW "no " + n', 'n = 1 / 0', 'BOT "picky" "much too long"', 'n = n + 1'];
  return [
    'TRY',
    ...inner(place, 2),
    `  ${random.pick(fails)}`,
    'CATCH problem',
    '  answer = problem.code',
    ...inner(place, 1),
    ...(random.chance(0.5) ? ['FINALLY', ...inner(place, 1)] : []),
    'END TRY',
  ];
}

/**
 * Either there is far more time than the block takes, or it waits for far longer. One inside of another has less
 * time, so that never both end at the same moment.
 */
function tryTimed(place: Place): readonly string[] {
  const isLate = place.random.chance(0.5);
  return [
    `TRY TIMEOUT ${isLate ? 500_000 - 50_000 * place.nesting : 5_000_000}`,
    ...inner(place, 2),
    '  ON FAILURE DO',
    '    TALK "undo timed"',
    '  END ON',
    ...(isLate ? ['  WAIT 9000000', '  TALK "never"'] : ['  n = n + 1']),
    'CATCH problem',
    '  answer = problem.code',
    'END TRY',
  ];
}

/** The loser has done its first steps long before the end of the race, and waits for far longer. */
function race(place: Place): readonly string[] {
  const head = place.random.pick(['RACE', 'PARALLEL JOIN ANY', 'PARALLEL JOIN 1 OF']);
  return [
    head,
    'BRANCH quick:',
    '  WAIT 9000',
    ...inner({ ...place, owner: `${place.owner}q` }, 2),
    'BRANCH slow:',
    '  n = 0',
    '  SET BOT MEMORY "slow", 1',
    '  ON FAILURE DO',
    '    TALK "undo slow"',
    '  END ON',
    '  WAIT 9000000',
    '  TALK "never"',
    head === 'RACE' ? 'END RACE' : 'END PARALLEL',
  ];
}

function eachInParallel(place: Place): readonly string[] {
  const item = `p${place.nesting}`;
  const settled = place.random.chance(0.3);
  return [
    `FOR EACH ${item} IN [1, 2, 3] IN PARALLEL MAX ${place.random.between(1, 3)}${settled ? ' SETTLED' : ''}`,
    `  BOT "far" "${place.owner}" + ${item}`,
    `  SAVE "t${place.owner}${place.budget.left}" + ${item}, "1", { "n": n }`,
    ...(settled ? [`  IF ${item} = 2 THEN THROW "two"`] : []),
    `  APPEND list, ${item}`,
    'NEXT',
    ...(settled ? ['found = UBOUND(errors)'] : []),
  ];
}

/** In a block of its own: the STEPs of one block are one graph. */
function graph(place: Place): readonly string[] {
  const numbers = [1, 2, 3, 4, 5].slice(0, place.random.between(3, 5));
  const steps = numbers.flatMap((number) => {
    const before = numbers.filter((other) => other < number && place.random.chance(0.4));
    const bot = `BOT "far" "${place.owner}g${place.budget.left}${number}"`;
    return [
      `  STEP ${number}: ${bot} DEPENDS ON ${before.join(', ') || 'NONE'}`,
      place.random.pick([`  APPEND list, ${number}`, `  total = total + ${number}`]),
    ];
  });
  return ['IF TRUE THEN', ...steps, 'END IF'];
}
