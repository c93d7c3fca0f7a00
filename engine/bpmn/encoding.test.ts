import { describe, expect, it } from 'vitest'
import { asUtf8, decodeXml, readable } from './encoding.ts'

describe('the text of a file', () => {
  it('is read by the encoding that it declares', () => {
    const bytes = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a n="caf'),
      Buffer.of(0xe9),
      Buffer.from('"/>'),
    ])
    expect(decodeXml(bytes)).toContain('n="café"')
  })

  it('is UTF-8 when it declares none, or one that nobody knows', () => {
    expect(decodeXml(Buffer.from('<a n="审批"/>'))).toContain('审批')
    expect(decodeXml(Buffer.from('<?xml version="1.0" encoding="x-unknown"?><a n="审批"/>'))).toContain('审批')
  })

  it('may be in two bytes a character', () => {
    const text = '\ufeff<?xml version="1.0" encoding="UTF-16"?><a n="审批"/>'
    expect(decodeXml(Buffer.from(text, 'utf16le'))).toContain('审批')
  })

  it('no longer says what its bytes were', () => {
    expect(asUtf8('<?xml version="1.0" encoding="WINDOWS-1252" standalone="yes"?><a/>')).toContain('encoding="UTF-8"')
  })

  it('may have blank space around an equals sign, outside of texts', () => {
    expect(readable('<a n = "x = y"><b m= \'1\'/>c = "d"</a>')).toBe('<a n="x = y"><b m=\'1\'/>c = "d"</a>')
  })
})
