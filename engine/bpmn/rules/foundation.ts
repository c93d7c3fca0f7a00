import { children, type Element, flag, text, title } from '../../element.ts'
import { localName, type XmlElement } from '../../xml-tree.ts'
import { each, ofType, type Rule, type Tree } from './tree.ts'

/** Rules on ids, texts and addresses that hold for every element (BPMN 2.0.2, 8.2 to 8.4). */
export const foundationRules: Rule[] = [
  {
    id: 'EXT003',
    section: '8.3.1',
    binds: 'always',
    find: (tree) =>
      each(
        ofType(tree, 'bpmn:FlowNode', 'bpmn:SequenceFlow'),
        (element) => !element.id,
        (name) => `「${name}」没有编号（id），别的元素没法指向它。请补上。`,
      ),
  },
  {
    id: 'EXT004',
    section: '8.3.2',
    binds: 'always',
    find: (tree) =>
      [...ofType(tree, 'bpmn:Documentation'), ...ofType(tree, 'bpmn:TextAnnotation')].flatMap((element) => {
        const format = text(element, 'textFormat')
        if (format === undefined || MIME.test(format)) return []
        return [{ element: near(element), message: `文字的格式「${format}」要写成 MIME 类型，如 text/plain。` }]
      }),
  },
  {
    id: 'EXT014',
    section: '8.4.6',
    binds: 'always',
    find: (tree) => [
      ...ofType(tree, 'bpmn:FormalExpression').flatMap((element) => {
        const language = text(element, 'language')
        return tree.hasProduct && WORD.test(language ?? '') ? [] : badUri(near(element), language)
      }),
      ...badUri(tree.definitions, text(tree.definitions, 'expressionLanguage')),
      ...badUri(tree.definitions, text(tree.definitions, 'typeLanguage')),
    ],
  },
  {
    id: 'EXT001',
    section: '8.2.2',
    binds: 'standard',
    find: (tree) =>
      ofType(tree, 'bpmn:Import').map((element) => ({
        element: tree.definitions,
        message: `文件要引入「${text(element, 'location') ?? ''}」，这里读不到别的文件。请把要用的内容写进同一个文件。`,
      })),
  },
  {
    id: 'EXT005',
    section: '8.3.3',
    binds: 'always',
    find: (tree) =>
      ofType(tree, 'bpmn:Extension')
        .filter((element) => flag(element, 'mustUnderstand') && !/^jw:/.test(String(element.definition ?? '')))
        .map(() => ({
          element: tree.definitions,
          message: '文件里有必须理解才能运行的扩展（mustUnderstand），这里不认识它。',
        })),
  },
  {
    id: 'EXT060',
    section: '10.3.5',
    binds: 'always',
    find: (tree) =>
      ofType(tree, 'bpmn:Transaction').flatMap((element) => {
        const method = text(element, 'method')
        return method === undefined || method.startsWith('##') ? [] : badUri(element, method)
      }),
  },
  {
    id: 'EXT078',
    section: '10.4.1',
    binds: 'always',
    find: (tree) => misplaced(tree, 'property', PROPERTY_HOLDERS, '属性（property）只能写在流程、活动或事件里。'),
  },
]

const MIME = /^[\w.+-]+\/[\w.+*-]+(\s*;.*)?$/
/** What RFC 3986 allows in an address, and how an absolute one begins. Products name a language by a bare word. */
const URI = /^(([A-Za-z][A-Za-z0-9+.-]*:)?[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/
const WORD = /^[A-Za-z][\w.-]*$/
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/

function badUri(element: Element, value: string | undefined) {
  if (value === undefined || (URI.test(value) && SCHEME.test(value))) return []
  return [{ element, message: `「${title(element)}」写的地址「${value}」不是合法的 URI。` }]
}

/** Documentation and expressions have no id of their own as a rule; a person finds the element that holds them. */
export function near(element: Element): Element {
  let at: Element | undefined = element
  while (at && !at.id) at = at.$parent
  return at ?? element
}

const PROPERTY_HOLDERS =
  /^(process|\w*[tT]ask|subProcess|transaction|adHocSubProcess|callActivity|\w*[eE]vent|subChoreography)$/

function misplaced(tree: Tree, tag: string, holders: RegExp, message: string) {
  const found = tree.tags.filter(
    (one) => localName(one.name) === tag && !holders.test(localName(one.parent?.name ?? '')),
  )
  return found.map((one) => ({ element: elementOf(tree, one), message }))
}

/** The model's element for a tag of the text: by the id of the tag or of the nearest tag around it that has one. */
export function elementOf(tree: Tree, tag: XmlElement): Element {
  for (let at: XmlElement | undefined = tag; at; at = at.parent) {
    const found = tree.byId[at.attributes.get('id') ?? '']
    if (found) return found
  }
  return children(tree.definitions, 'rootElements')[0] ?? tree.definitions
}
