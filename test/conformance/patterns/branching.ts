import { and, complex, ends, flows, model, or, starts, tasks, xor } from './draw.ts'
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
]
