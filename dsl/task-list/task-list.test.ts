import fc from '../../test/property';
import { compile } from '../compile';
import { checkTasks } from './check-tasks';
import type { ListedTask } from './listed-task';
import { writeTasks } from './write-tasks';

const task = (number: number, ...dependsOn: readonly number[]): ListedTask => ({
  number,
  agent: 'worker',
  text: `do ${number}`,
  dependsOn,
});

it('writes each task as a STEP behind those that it depends on', () => {
  const text = writeTasks('a "list"', [task(1), task(2, 1), task(3), task(4, 2, 3, 2)]);
  expect(text).toBe(`ORCHESTRATE WORKFLOW "a ""list"""
  STEP 1: BOT "worker" "do 1" DEPENDS ON NONE
  STEP 2: BOT "worker" "do 2" DEPENDS ON 1
  STEP 3: BOT "worker" "do 3" DEPENDS ON NONE
  STEP 4: BOT "worker" "do 4" DEPENDS ON 2, 3
END WORKFLOW
`);
});

it.each<[string, readonly ListedTask[], object]>([
  ['a number twice', [task(1), task(1)], { index: 1, message: /two tasks with the number 1/ }],
  [
    'a task that is not there',
    [task(1), task(2, 1, 9)],
    { index: 1, dependency: 1, message: /no task with the number 9/ },
  ],
  ['a task that waits for itself', [task(1, 1)], { index: 0, message: /1 → 1/ }],
  [
    'a circle',
    [task(1), task(2, 4), task(3, 2), task(4, 3)],
    { index: 1, message: /2 → 4 → 3 → 2/ },
  ],
])('finds %s', (_name, tasks, expected) => {
  const [problem, ...more] = checkTasks(tasks);
  expect(more).toEqual([]);
  const { message, ...place } = expected as { message: RegExp };
  expect(problem).toMatchObject(place);
  expect(problem?.message).toMatch(message);
});

it('is a program without mistakes whenever the list has none', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 });
  const lists = fc
    .array(fc.record({ agent: text, text, before: fc.array(fc.nat(30), { maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 12,
    })
    .map((given) =>
      given.map(({ before, ...one }, index) => ({
        ...one,
        agent: `a${one.agent}`,
        number: index + 1,
        dependsOn: before.map((at) => (at % given.length) + 1),
      })),
    );
  fc.assert(
    fc.property(lists, text, (tasks, name) => {
      const { diagnostics, plan } = compile({ file: 'x.bas', text: writeTasks(`n${name}`, tasks) });
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      const isGood = checkTasks(tasks).length === 0;
      expect(errors.length === 0).toBe(isGood);
      const bots = Object.values(plan?.blocks ?? {})
        .flat()
        .filter(({ kind }) => kind === 'bot');
      expect(bots.length).toBe(isGood ? tasks.length : 0);
    }),
  );
});
