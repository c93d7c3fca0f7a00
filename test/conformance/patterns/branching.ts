import { and, complex, ends, flows, model, or, passes, starts, sub, tasks, terminates, xor } from './draw.ts'
import type { Pattern } from './pattern.ts'

/** Patterns of splitting and joining. */
export const branching: readonly Pattern[] = [
  {
    id: 1,
    name: 'Sequence',
    model: model(starts() + tasks('a b') + ends() + flows('s > a > b > e')),
    play: [
      { start: true, open: 'a' },
      { refused: 'b', open: 'a' },
      { complete: 'a', open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 2,
    name: 'Parallel Split',
    model: model(starts() + and('fork') + tasks('a b') + ends('e f') + flows('s > fork > a > e', 'fork > b > f')),
    play: [
      { start: true, open: 'a b' },
      { complete: 'b', open: 'a' },
      { complete: 'a', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 3,
    name: 'Synchronization',
    model: model(
      starts() + and('fork join') + tasks('a b c') + ends() + flows('s > fork > a > join > c > e', 'fork > b > join'),
    ),
    play: [
      { start: true, open: 'a b' },
      { complete: 'b', open: 'a' },
      { complete: 'a', open: 'c' },
      { complete: 'c', open: '' },
    ],
    status: 'ended',
    entered: { c: 1 },
  },
  {
    id: 4,
    name: 'Exclusive Choice',
    model: model(
      starts() +
        xor('gate') +
        tasks('a b c') +
        ends() +
        flows('s > gate > a [x = 1] > e', 'gate > b [x >= 1] > e', 'gate > c [x < 1] > e'),
    ),
    vars: { x: 2 },
    play: [
      { start: true, open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 5,
    name: 'Simple Merge',
    model: model(
      starts() +
        xor('gate merge') +
        tasks('a b c') +
        ends() +
        flows('s > gate > a [x = 1] > merge > c > e', 'gate > b [x != 1] > merge'),
    ),
    vars: { x: 1 },
    play: [
      { start: true, open: 'a' },
      { complete: 'a', open: 'c' },
      { complete: 'c', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 6,
    name: 'Multi-Choice',
    model: model(
      starts() +
        or('gate') +
        tasks('a b c') +
        ends('e f g') +
        flows('s > gate > a [x > 0] > e', 'gate > b [x > 1] > f', 'gate > c [x > 2] > g'),
    ),
    vars: { x: 2 },
    play: [
      { start: true, open: 'a b' },
      { complete: 'a', open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 7,
    name: 'Structured Synchronizing Merge',
    model: model(
      starts() +
        or('gate join') +
        tasks('a b c d') +
        ends() +
        flows('s > gate > a [x > 0] > join > d > e', 'gate > b [x > 1] > join', 'gate > c [x > 2] > join'),
    ),
    vars: { x: 2 },
    play: [
      { start: true, open: 'a b' },
      { complete: 'a', open: 'b' },
      { complete: 'b', open: 'd' },
      { complete: 'd', open: '' },
    ],
    status: 'ended',
    entered: { d: 1 },
  },
  {
    id: 8,
    name: 'Multi-Merge',
    model: model(
      starts() +
        and('fork') +
        xor('merge') +
        tasks('a b c') +
        ends() +
        flows('s > fork > a > merge > c > e', 'fork > b > merge'),
    ),
    play: [
      { start: true, open: 'a b' },
      { complete: 'a', open: 'b c' },
      { complete: 'b', open: 'c c' },
      { complete: 'c', open: 'c' },
      { complete: 'c', open: '' },
    ],
    status: 'ended',
    entered: { c: 2 },
  },
  {
    id: 9,
    name: 'Structured Discriminator',
    model: model(
      starts() +
        and('fork') +
        tasks('a b c d') +
        complex('first', 'activationCount >= 1') +
        ends() +
        flows('s > fork > a > first > d > e', 'fork > b > first', 'fork > c > first'),
    ),
    play: [
      { start: true, open: 'a b c' },
      { complete: 'b', open: 'a c d' },
      { complete: 'a', open: 'c d' },
      { complete: 'c', open: 'd' },
      { complete: 'd', open: '' },
    ],
    status: 'ended',
    entered: { d: 1 },
  },
  {
    id: 29,
    name: 'Cancelling Discriminator',
    model: model(
      starts() +
        sub(
          'race',
          starts('rs') +
            and('fork') +
            tasks('a b') +
            terminates('won') +
            flows('rs > fork > a > won', 'fork > b > won'),
        ) +
        tasks('c') +
        ends() +
        flows('s > race > c > e'),
    ),
    play: [
      { start: true, open: 'a b' },
      { complete: 'b', open: 'c' },
      { refused: 'a', open: 'c' },
      { complete: 'c', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 30,
    name: 'Structured Partial Join',
    model: model(
      starts() +
        and('fork') +
        tasks('a b c d') +
        complex('two', 'activationCount >= 2') +
        ends() +
        flows('s > fork > a > two > d > e', 'fork > b > two', 'fork > c > two'),
    ),
    play: [
      { start: true, open: 'a b c' },
      { complete: 'c', open: 'a b' },
      { complete: 'a', open: 'b d' },
      { complete: 'b', open: 'd' },
      { complete: 'd', open: '' },
    ],
    status: 'ended',
    entered: { d: 1 },
  },
  {
    id: 32,
    name: 'Cancelling Partial Join',
    model: model(
      starts() +
        sub(
          'race',
          starts('rs') +
            and('fork') +
            tasks('a b c') +
            complex('two', 'activationCount >= 2') +
            terminates('won') +
            flows('rs > fork > a > two > won', 'fork > b > two', 'fork > c > two'),
        ) +
        tasks('d') +
        ends() +
        flows('s > race > d > e'),
    ),
    play: [
      { start: true, open: 'a b c' },
      { complete: 'c', open: 'a b' },
      { complete: 'a', open: 'd' },
      { complete: 'd', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 33,
    name: 'Generalised AND-Join',
    // One side comes twice before the other comes once: what came is kept for its partner.
    model: model(
      starts() +
        and('fork join') +
        xor('left right') +
        tasks('a1 a2 b1 b2 d') +
        ends() +
        flows(
          's > fork > a1 > left > join > d > e',
          'fork > a2 > left',
          'fork > b1 > right > join',
          'fork > b2 > right',
        ),
    ),
    play: [
      { start: true, open: 'a1 a2 b1 b2' },
      { complete: 'a1', open: 'a2 b1 b2' },
      { complete: 'a2', open: 'b1 b2' },
      { complete: 'b1', open: 'b2 d' },
      { complete: 'b2', open: 'd d' },
      { complete: 'd', open: 'd' },
      { complete: 'd', open: '' },
    ],
    status: 'ended',
    entered: { d: 2 },
  },
  {
    id: 37,
    name: 'Local Synchronizing Merge',
    model: model(
      starts() +
        or('gate join') +
        xor('more') +
        tasks('a b c d') +
        ends('e f') +
        flows('s > gate > a [x > 0] > join > d > e', 'gate > b [x > 1] > more > join [y = 1]', 'more > c [y != 1] > f'),
    ),
    vars: { x: 2, y: 0 },
    play: [
      { start: true, open: 'a b' },
      { complete: 'a', open: 'b' },
      // The second branch turns away from the join: nothing can come any more.
      { complete: 'b', open: 'c d' },
      { complete: 'd', open: 'c' },
      { complete: 'c', open: '' },
    ],
    status: 'ended',
    entered: { d: 1 },
  },
  {
    id: 38,
    name: 'General Synchronizing Merge',
    model: model(
      starts() +
        and('fork') +
        or('join') +
        xor('in again') +
        tasks('a b d') +
        ends() +
        flows('s > fork > a > join > d > e', 'fork > in > b > again > in [more]', 'again > join [not(more)]'),
    ),
    vars: { more: true },
    play: [
      { start: true, open: 'a b' },
      { complete: 'a', open: 'b' },
      { complete: 'b', vars: { more: true }, open: 'b' },
      { complete: 'b', vars: { more: false }, open: 'd' },
      { complete: 'd', open: '' },
    ],
    status: 'ended',
    entered: { d: 1, b: 2 },
  },
  {
    id: 41,
    name: 'Thread Merge',
    model: model(
      starts() +
        and('fork') +
        xor('merge') +
        tasks('a b') +
        tasks('c', '', 'startQuantity="2"') +
        ends() +
        flows('s > fork > a > merge > c > e', 'fork > b > merge'),
    ),
    play: [
      { start: true, open: 'a b' },
      { complete: 'a', open: 'b' },
      { complete: 'b', open: 'c' },
      { complete: 'c', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 42,
    name: 'Thread Split',
    model: model(
      starts() +
        tasks('a', '', 'completionQuantity="3"') +
        tasks('b') +
        passes('p') +
        ends() +
        flows('s > a > p > b > e'),
    ),
    play: [
      { start: true, open: 'a' },
      { complete: 'a', open: 'b b b' },
      { complete: 'b', open: 'b b' },
      { complete: 'b', open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
  },
]
