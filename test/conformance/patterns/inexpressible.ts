import type { Inexpressible } from './pattern.ts'

/** Patterns that BPMN 2.0.2 has no means for; what comes near is another pattern of the list. */
export const inexpressible: readonly Inexpressible[] = [
  {
    id: 28,
    name: 'Blocking Discriminator',
    why: 'A join that keeps tokens of the next round waiting until it has reset: a complex gateway that waits for reset takes them as the rest of this round (13.3.5), and no element blocks a flow.',
  },
  {
    id: 31,
    name: 'Blocking Partial Join',
    why: 'As the blocking discriminator: no element keeps tokens of the next round before a join back until it has reset.',
  },
  {
    id: 36,
    name: 'Dynamic Partial Join for Multiple Instances',
    why: 'The number of instances of a multi-instance activity is evaluated once, when it begins (13.2.7); none can be added to a join that counts them.',
  },
  {
    id: 39,
    name: 'Critical Section',
    why: 'Two parts of a process that exclude each other need a lock between branches; tokens of one branch cannot hold up those of another, and an ad-hoc sub-process orders only its own activities.',
  },
]
