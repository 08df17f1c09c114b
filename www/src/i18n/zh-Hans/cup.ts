/** Messages about cups and their known pours. */
import type { HomeMessages } from '../messages.ts';

function knownPours(cold: number, hot: number): string {
  if (hot === 0) return `${cold} 段冷水录音`;
  if (cold === 0) return `${hot} 段热水录音`;
  return `${cold} 段冷水录音和 ${hot} 段热水录音`;
}

export const cup: HomeMessages['cup'] = {
  heading: '你的杯子',
  choiceLabel: '用来校准的杯子',
  notCalibrated: '未校准',
  inUse: (name, cold, hot = 0) => `已用“${name}”校准：${knownPours(cold, hot)}。`,
  right: (right, all) =>
    `它自己的 ${all} 段录音里能判断对 ${right} 段${right < all ? '；请在安静的房间里再多录几段' : ''}。`,
  /** After a pour of one kind only. */
  addOther: { hot: '也录一段热水吧。', cold: '也录一段冷水吧。' },
  empty: (name) => `“${name}”还没有录音，所以没有校准。`,
  comparedWith: (name, pours) => `已用“${name}”校准（${pours} 段录音）`,
  manage: '用你的杯子校准',
  explanation:
    '录下往自己杯子里倒冷水和热水的声音，录得越多越好。之后的结果就以它们为参照：同一个杯子、同一个房间、同一个麦克风。',
  caveat: '如果结果经常不确定或出错，这样做会有帮助。',
  nameLabel: '杯子名称',
  namePlaceholder: '蓝色马克杯',
  defaultName: '我的杯子',
  add: '添加',
  noPours: '还没有录音。',
  cold: {
    record: '录制冷水',
    choose: '使用冷水录音',
    chooseNamed: (name) => `为 ${name} 使用冷水录音`,
    recording: (name) => `往“${name}”里倒冷水`,
    pourAdded: (pour, name) => `${pour} 已作为冷水保存到“${name}”。`,
    usedIn: (name) => `“${name}”把它当作冷水。`,
    soundsOther: '听起来像热水；但仍会使用。如果不是冷水，请移除，否则结果会出错。',
    confirm: '听起来像热水。真的是冷水吗？',
  },
  hot: {
    record: '录制热水',
    choose: '使用热水录音',
    chooseNamed: (name) => `为 ${name} 使用热水录音`,
    recording: (name) => `往“${name}”里倒热水`,
    pourAdded: (pour, name) => `${pour} 已作为热水保存到“${name}”。`,
    usedIn: (name) => `“${name}”把它当作热水。`,
    soundsOther: '听起来像冷水；但仍会使用。如果不是热水，请移除，否则结果会出错。',
    confirm: '听起来像冷水。真的是热水吗？',
  },
  confirmed: '是的，使用',
  saved: '录音已保存到你的杯子。',
  /** After `saved`. */
  back: (name) => `回到“${name}”`,
  use: (name) => (name === undefined ? '用它校准' : `用它校准“${name}”`),
  useNamed: (name) => `用 ${name} 校准`,
  isReference: (name) => `已加入“${name}”`,
  remove: '移除杯子',
  removeNamed: (name) => `移除杯子 ${name}`,
  removeFrom: (name) => `从“${name}”移除`,
  removePour: (pour, name) => `从 ${name} 移除 ${pour}`,
  pourRemoved: (name) => `已移除 ${name}。`,
  removed: (name) => `已移除“${name}”。`,
  notAPour: '听起来不像倒水；但仍会使用。',
  otherModel: '这是用旧模型录制的，当前模型无法读取，所以没有使用。请重新录制。',
  reclassify: (count, name) =>
    `${name === undefined ? '不用杯子' : `用“${name}”`}重新检测 ${count} 个结果`,
  notSaved: '这个杯子无法保存。关闭页面后它会消失。',
  unsure: '冷热都有可能。把手机放在离杯子约 50 厘米处，再倒一次。',
};
