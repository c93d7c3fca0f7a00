/**
 * The colours, once: theme.ts writes them on the document as CSS variables (`primaryWash` → `--primary-wash`) and antd
 * gets the same values. `…Ink` is the readable form of a colour whose plain form is for bars and dots only.
 */
const light = {
  primary: '#1f6f6b',
  primaryStrong: '#185956',
  onPrimary: '#ffffff',
  primaryWash: '#e6f0ee',
  ink: '#1d2733',
  quiet: '#586878',
  page: '#faf9f6',
  card: '#ffffff',
  sunk: '#f3f1ec',
  line: '#e4e2dc',
  edge: '#868d94',
  danger: '#c23b2a',
  dangerInk: '#b03324',
  dangerWash: '#fbebe8',
  warn: '#c98a1b',
  warnInk: '#835608',
  warnWash: '#fbf3e1',
  good: '#3b8f5a',
  goodInk: '#276c42',
  goodWash: '#e8f3ec',
  shade: '#1d273366',
}

export type Tokens = typeof light

const dark: Tokens = {
  primary: '#5bb5ae',
  primaryStrong: '#7ccac4',
  onPrimary: '#0c1b1a',
  primaryWash: '#1d3132',
  ink: '#e7ebee',
  quiet: '#97a4b0',
  page: '#14181c',
  card: '#1c2228',
  sunk: '#242b32',
  line: '#2f3841',
  edge: '#6f7b86',
  danger: '#f0776a',
  dangerInk: '#f48b80',
  dangerWash: '#3a2524',
  warn: '#e6b450',
  warnInk: '#e6b450',
  warnWash: '#352d1c',
  good: '#6cc08b',
  goodInk: '#7ccb99',
  goodWash: '#1e3328',
  shade: '#05080bb3',
}

export const tokens = { light, dark }
export type ThemeName = keyof typeof tokens
