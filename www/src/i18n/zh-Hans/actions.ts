/** Messages about what a person does with a result: name and share it. */
import type { ActionMessages } from '../messages.ts';

export const actions: ActionMessages = {
  naming: {
    /** Name of a live result until it is renamed; `time` may include the date. */
    live: (time) => `倒水，${time}`,
    /** Name of an example. */
    example: (is, temperature) => `${is === 'hot' ? '热水' : '冷水'}示例，${temperature}`,
    edit: '名称和备注',
    editNamed: (name) => `${name} 的名称和备注`,
    name: '名称',
    note: '备注',
    save: '保存',
  },

  share: {
    button: '分享',
    named: (name) => `分享 ${name} 的图片`,
    saved: '图片已下载。',
    failed: '没能生成图片，请再试一次。',
  },

  /** How many labels a person gave, and with how many the verdict agreed. */
  agreement: (labelled, agreed) => `你标注了 ${labelled} 个结果，模型判断对了 ${agreed} 个。`,
};
