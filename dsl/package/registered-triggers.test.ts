import { loadPackage } from './load-package';
import { findRegisteredTriggers } from './registered-triggers';

it('begins a run of the whole file for ON EVENT without DO', () => {
  const loaded = loadPackage('media.gbai', {
    files: [
      {
        path: 'x.gbdialog/classify.bas',
        text: 'ON EVENT "media_uploaded"\nkind = path\nTALK kind + caption',
      },
      { path: 'x.gbdialog/other.bas', text: 'ON EVENT "paid" DO\n  TALK "x"\nEND ON' },
    ],
    documents: [],
  });
  expect(findRegisteredTriggers(loaded)).toEqual([
    { kind: 'event', name: 'media_uploaded', workflow: 'classify', options: {} },
    { kind: 'event', name: 'paid', workflow: 'other', block: 'main.0.body', options: {} },
  ]);
  const [script] = [...loaded.workflows, ...loaded.scripts].filter(
    ({ name }) => name === 'classify',
  );
  const steps = script?.compiled.plan?.blocks['main'] ?? [];
  expect(steps.map((step) => (step.kind === 'assign' ? step.name : step.kind))).toEqual([
    'path',
    'caption',
    'kind',
    'talk',
  ]);
});
