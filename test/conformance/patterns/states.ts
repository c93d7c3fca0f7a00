import {
  and,
  border,
  catches,
  catchesSignal,
  catchesWhen,
  ends,
  flows,
  messages,
  model,
  passes,
  signals,
  starts,
  sub,
  tasks,
  terminates,
  throwsSignal,
  xor,
} from './draw.ts'
import type { Pattern } from './pattern.ts'

const LOOP =
  '<standardLoopCharacteristics testBefore="false"><loopCondition xsi:type="tFormalExpression">again</loopCondition></standardLoopCharacteristics>'

/** Patterns of states, of cancelling, of repeating, ending and triggers. */
export const states: readonly Pattern[] = [
  {
    id: 10,
    name: 'Arbitrary Cycles',
    // Two ways into the cycle and two out of it: no block structure.
    model: model(
      starts() +
        xor('in m1 m2 x1 x2') +
        tasks('a b') +
        ends('e f') +
        flows(
          's > in > m1 [way = 1] > a > x1 > m2 [out = false] > b > x2 > m1 [out = false]',
          'in > m2 [way = 2]',
          'x1 > e [out]',
          'x2 > f [out]',
        ),
    ),
    vars: { way: 2, out: false },
    play: [
      { start: true, open: 'b' },
      { complete: 'b', open: 'a' },
      { complete: 'a', open: 'b' },
      { complete: 'b', open: 'a' },
      { complete: 'a', vars: { out: true }, open: '' },
    ],
    status: 'ended',
  },
  {
    id: 11,
    name: 'Implicit Termination',
    model: model(starts() + and('fork') + tasks('a b') + ends('e') + flows('s > fork > a > e', 'fork > b')),
    play: [
      { start: true, open: 'a b' },
      { complete: 'a', open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 16,
    name: 'Deferred Choice',
    model: model(
      starts() +
        '<eventBasedGateway id="wait"/>' +
        catches('yes', 'accepted') +
        catches('no', 'declined') +
        tasks('a b') +
        ends() +
        flows('s > wait > yes > a > e', 'wait > no > b > e'),
      messages('accepted declined'),
    ),
    play: [
      { start: true, open: '' },
      { message: 'no', open: 'b' },
      { refused: 'yes', open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 17,
    name: 'Interleaved Parallel Routing',
    note: 'an ad-hoc sub-process, one activity at a time; b follows a, c comes anywhere',
    model: model(
      starts() +
        '<adHocSubProcess id="turns" ordering="Sequential">' +
        tasks('a b c') +
        flows('a > b') +
        '</adHocSubProcess>' +
        tasks('d') +
        ends() +
        flows('s > turns > d > e'),
    ),
    play: [
      { start: true, open: 'a' },
      { complete: 'a', open: 'b' },
      { complete: 'b', open: 'c' },
      { complete: 'c', open: 'd' },
      { complete: 'd', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 40,
    name: 'Interleaved Routing',
    note: 'an ad-hoc sub-process, one activity at a time in whatever order people choose',
    model: model(
      starts() +
        '<adHocSubProcess id="turns" ordering="Sequential">' +
        tasks('a b c') +
        '<completionCondition xsi:type="tFormalExpression">done = 3</completionCondition></adHocSubProcess>' +
        tasks('d') +
        ends() +
        flows('s > turns > d > e'),
    ),
    vars: { done: 0 },
    play: [
      { start: true, open: '' },
      { activate: 'c', in: 'turns', open: 'c' },
      { complete: 'c', vars: { done: 1 }, open: '' },
      { activate: 'a', in: 'turns', open: 'a' },
      { complete: 'a', vars: { done: 2 }, open: '' },
      { activate: 'b', in: 'turns', open: 'b' },
      { complete: 'b', vars: { done: 3 }, open: 'd' },
      { complete: 'd', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 18,
    name: 'Milestone',
    note: 'the state is an activity; what it enables hangs on its border and ends with it',
    model: model(
      starts() +
        tasks('open after ask') +
        border('asked', 'open', 'change', false) +
        ends('e f') +
        flows('s > open > after > e', 'asked > ask > f'),
      messages('change'),
    ),
    play: [
      { start: true, open: 'open' },
      { message: 'asked', open: 'ask open' },
      { complete: 'ask', open: 'open' },
      { complete: 'open', open: 'after' },
      // The milestone is past.
      { refused: 'asked', open: 'after' },
      { complete: 'after', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 19,
    name: 'Cancel Task',
    model: model(
      starts() + tasks('a b') + border('stop', 'a', 'withdrawn') + ends('e f') + flows('s > a > e', 'stop > b > f'),
      messages('withdrawn'),
    ),
    play: [
      { start: true, open: 'a' },
      { message: 'stop', open: 'b' },
      { refused: 'a', open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 20,
    name: 'Cancel Case',
    model: model(starts() + and('fork') + tasks('a b') + ends('e f') + flows('s > fork > a > e', 'fork > b > f')),
    play: [
      { start: true, open: 'a b' },
      { cancel: true, open: '' },
    ],
    status: 'cancelled',
  },
  {
    id: 21,
    name: 'Structured Loop',
    model: model(starts() + tasks('a', LOOP) + tasks('b') + ends() + flows('s > a > b > e')),
    play: [
      { start: true, open: 'a' },
      { complete: 'a', vars: { again: true }, open: 'a' },
      { complete: 'a', vars: { again: false }, open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 22,
    name: 'Recursion',
    model: model(
      starts() +
        xor('deep out') +
        '<scriptTask id="less" scriptFormat="feel"><extensionElements><jw:script result="n"/></extensionElements><script>n - 1</script></scriptTask>' +
        '<callActivity id="itself" calledElement="pattern"/>' +
        passes('p') +
        ends() +
        flows('s > p > deep > less [n > 0] > itself > out > e', 'deep > out [n <= 0]'),
    ),
    vars: { n: 3 },
    play: [{ start: true, open: '' }],
    status: 'ended',
    entered: { p: 4, itself: 3 },
  },
  {
    id: 23,
    name: 'Transient Trigger',
    note: 'a signal reaches only who waits at that moment; one that comes before is lost',
    model: model(
      starts() +
        and('fork') +
        tasks('a call1 call2 b') +
        catchesSignal('hear', 'called') +
        throwsSignal('t1', 'called') +
        throwsSignal('t2', 'called') +
        ends('e f') +
        flows('s > fork > a > hear > b > e', 'fork > call1 > t1 > call2 > t2 > f'),
      signals('called'),
    ),
    play: [
      { start: true, open: 'a call1' },
      { complete: 'call1', open: 'a call2' },
      { complete: 'a', open: 'call2' },
      { complete: 'call2', open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 24,
    name: 'Persistent Trigger',
    note: 'a condition on the data: what became true before is still true when the step comes to it',
    model: model(
      starts() +
        tasks('a') +
        catchesWhen('paid', 'settled = true') +
        tasks('b') +
        ends() +
        flows('s > a > paid > b > e'),
    ),
    vars: { settled: false },
    play: [
      { start: true, open: 'a' },
      { check: { settled: true }, open: 'a' },
      { complete: 'a', vars: { settled: true }, open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 25,
    name: 'Cancel Region',
    note: 'the region is a sub-process',
    model: model(
      starts() +
        and('fork join') +
        sub(
          'region',
          starts('rs') + and('rf') + tasks('a b') + ends('re rg') + flows('rs > rf > a > re', 'rf > b > rg'),
        ) +
        border('stop', 'region', 'withdrawn') +
        tasks('c d') +
        xor('on') +
        ends() +
        flows('s > fork > region > on > join > d > e', 'stop > on', 'fork > c > join'),
      messages('withdrawn'),
    ),
    play: [
      { start: true, open: 'a b c' },
      { message: 'stop', open: 'c' },
      { refused: 'a', open: 'c' },
      { complete: 'c', open: 'd' },
      { complete: 'd', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 43,
    name: 'Explicit Termination',
    model: model(
      starts() + and('fork') + tasks('a b') + terminates('e') + ends('f') + flows('s > fork > a > e', 'fork > b > f'),
    ),
    play: [
      { start: true, open: 'a b' },
      { complete: 'a', open: '' },
      { refused: 'b', open: '' },
    ],
    status: 'ended',
  },
]
