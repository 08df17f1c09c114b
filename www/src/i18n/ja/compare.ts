/** Messages of the comparison of two results, and of full screen. */
import type { CompareMessages } from '../messages.ts';

export const compare: CompareMessages = {
  heading: '2つの結果を比べる',
  lede: '時間・音の高さ・色の目盛りは、どちらの図でも同じです。',
  empty: '比べるには結果が2つ必要です。例で試してみてください。',
  examples: '2つの例を比べる',
  /** `letter` is A or B. */
  pour: (letter) => `結果${letter}`,
  play: (letter) => `${letter}を再生`,
  stop: (letter) => `${letter}を停止`,
  playInTurn: '続けて再生',
  stopTurns: '停止',
  fullScreen: '全画面表示',
  /** Shown in full screen, where there are no buttons. */
  keys: {
    listen:
      '画面をタップするかスペースキーを押すと開始・停止します。Escキーで全画面表示を終了します。',
    compare:
      '画面をタップするかスペースキーを押すと続けて再生します。Escキーで全画面表示を終了します。',
  },
};
