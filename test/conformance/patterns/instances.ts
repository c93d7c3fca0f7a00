import {
  and,
  border,
  ends,
  flows,
  instances,
  messages,
  model,
  onMessageSub,
  signals,
  starts,
  sub,
  tasks,
  xor,
} from './draw.ts'
import type { Pattern } from './pattern.ts'

/** Patterns of several instances of one activity. */
export const instancePatterns: readonly Pattern[] = [
  {
    id: 12,
    name: 'Multiple Instances without Synchronization',
    model: model(
      starts() +
        xor('m again') +
        and('spawn') +
        tasks('ask a') +
        ends('e f') +
        flows('s > m > ask > again > spawn [more] > a > e', 'again > f [not(more)]', 'spawn > m'),
    ),
    play: [
      { start: true, open: 'ask' },
      { complete: 'ask', vars: { more: true }, open: 'a ask' },
      { complete: 'ask', vars: { more: true }, open: 'a a ask' },
      { complete: 'ask', vars: { more: false }, open: 'a a' },
      { complete: 'a', open: 'a' },
      { complete: 'a', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 13,
    name: 'Multiple Instances with a priori Design-Time Knowledge',
    model: model(starts() + tasks('a', instances('3')) + tasks('b') + ends() + flows('s > a > b > e')),
    play: [
      { start: true, open: 'a a a' },
      { complete: 'a', open: 'a a' },
      { complete: 'a', open: 'a' },
      { complete: 'a', open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 14,
    name: 'Multiple Instances with a priori Run-Time Knowledge',
    model: model(starts() + tasks('a', instances('n')) + tasks('b') + ends() + flows('s > a > b > e')),
    vars: { n: 2 },
    play: [
      { start: true, open: 'a a' },
      { complete: 'a', open: 'a' },
      { complete: 'a', open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 15,
    name: 'Multiple Instances without a priori Run-Time Knowledge',
    note: 'an event sub-process that does not interrupt adds an instance; multi-instance activities fix their number at the start',
    model: model(
      starts() +
        sub(
          'all',
          starts('as') +
            tasks('a') +
            flows('as > a') +
            onMessageSub('add', 'another', tasks('b') + flows('add_s > b'), false),
        ) +
        tasks('c') +
        ends() +
        flows('s > all > c > e'),
      messages('another'),
    ),
    play: [
      { start: true, open: 'a' },
      { message: 'add_s', open: 'a b' },
      { message: 'add_s', open: 'a b b' },
      { complete: 'b', open: 'a b' },
      { complete: 'a', open: 'b' },
      { complete: 'b', open: 'c' },
      { complete: 'c', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 34,
    name: 'Static Partial Join for Multiple Instances',
    note: 'complex behaviour of the multi-instance activity throws a signal when two are complete; the others go on',
    model: model(
      starts() +
        tasks(
          'a',
          `<multiInstanceLoopCharacteristics isSequential="false" behavior="Complex"><loopCardinality xsi:type="tFormalExpression">3</loopCardinality><complexBehaviorDefinition id="two"><condition xsi:type="tFormalExpression">numberOfCompletedInstances = 2</condition><event id="two_throw"><signalEventDefinition id="two_d" signalRef="enough"/></event></complexBehaviorDefinition></multiInstanceLoopCharacteristics>`,
        ) +
        '<boundaryEvent id="on" attachedToRef="a" cancelActivity="false"><signalEventDefinition id="on_d" signalRef="enough"/></boundaryEvent>' +
        tasks('b') +
        ends('e f') +
        flows('s > a > e', 'on > b > f'),
      signals('enough'),
    ),
    play: [
      { start: true, open: 'a a a' },
      { complete: 'a', open: 'a a' },
      { complete: 'a', open: 'a b' },
      { complete: 'a', open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
    entered: { b: 1 },
  },
  {
    id: 35,
    name: 'Cancelling Partial Join for Multiple Instances',
    model: model(
      starts() +
        tasks('a', instances('3', 'numberOfCompletedInstances >= 2')) +
        tasks('b') +
        ends() +
        flows('s > a > b > e'),
    ),
    play: [
      { start: true, open: 'a a a' },
      { complete: 'a', open: 'a a' },
      { complete: 'a', open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 26,
    name: 'Cancel Multiple Instance Activity',
    model: model(
      starts() +
        tasks('a', instances('3')) +
        border('stop', 'a', 'withdrawn') +
        tasks('b c') +
        ends('e f') +
        flows('s > a > b > e', 'stop > c > f'),
      messages('withdrawn'),
    ),
    play: [
      { start: true, open: 'a a a' },
      { complete: 'a', open: 'a a' },
      { message: 'stop', open: 'c' },
      { refused: 'a', open: 'c' },
      { complete: 'c', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 27,
    name: 'Complete Multiple Instance Activity',
    note: 'a message on the border ends what is left and goes on where the activity would have gone',
    model: model(
      starts() +
        tasks('a', instances('3')) +
        border('enough', 'a', 'settled') +
        xor('on') +
        tasks('b') +
        ends() +
        flows('s > a > on > b > e', 'enough > on'),
      messages('settled'),
    ),
    play: [
      { start: true, open: 'a a a' },
      { complete: 'a', open: 'a a' },
      { message: 'enough', open: 'b' },
      { refused: 'a', open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
    entered: { b: 1 },
  },
]
