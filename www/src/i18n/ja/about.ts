/** Messages of the about page, without figures. Links: [words](address), see LinkedText. */
import { CC_BY_SA, ESC_10, ESC_50, RECORDINGS, SOUND_OF_WATER } from '../links.ts';
import type { AboutMessages } from '../messages.ts';

export const about: AboutMessages = {
  heading: 'しくみと、信頼できる範囲',
  lede: 'このページの中では、小さなニューラルネットワークが動いています。何から学び、どれだけ正解し、どんな場面では信頼できないかをまとめました。',

  made: {
    heading: 'モデルの作り方',
    training: (pours, otherSounds, synthesised) =>
      `Chris Jeakleが水を注いで録音した${pours}件（それぞれ水温つき）と、ESC-10とESC-50から取った注ぐ音ではない音${otherSounds}件から学びました。その前に、コンピュータで作った${synthesised}件の音で訓練しました。`,
    network: (parameters, seconds) =>
      `録音は、それぞれの高さの音がその瞬間にどれだけ強いかを示す「スペクトログラム」になります。それを、${parameters}個のパラメータを持つ畳み込みネットワークが${seconds}秒ずつ見ます。ある帯域でずっと変わらない成分と、すべての帯域がそろって動く成分は、先に取り除きます。そのため、部屋のうなりや、マイクの音質、録音機の自動音量調整を手がかりにすることはできません。すべての区間の結果を合わせて、お湯の確率と注ぐ音の確率を出します。`,
    trap: 'この録音には落とし穴があります。4分の3は、お湯がすべて1回の収録で、冷水のほとんどが別の2回の収録で録音されたものです。モデルは部屋を覚えただけで、水を聞き分けたように見えるかもしれません。そこで、どの録音も、その回の収録を一度も聞いていないモデルに判定させました。',
  },

  trust: {
    heading: 'どれだけ正解したか',
    otherKitchens: {
      intro: (pours, cups, kitchens) =>
        `ほかの人たちが、別のスマホを使い、${kitchens}か所の台所で${cups}個のカップに注いだ録音${pours}件（[Sound of Water 50](${SOUND_OF_WATER})）で測りました。ネットワークの訓練には使っていません。ただし設定はこの録音をもとに選び、お湯と水の境目は、夜ごとに、ほかの夜の録音で決めました。水は、沸騰に近いお湯か、室温の水です。`,
      rows: {
        right: {
          sentence: 'の判定が正解（聞いたことのない台所で「お湯」か「冷水」と判定したもの）。',
          detail: (right, of, interval) =>
            `${of}件中${right}件、95%区間${interval}。これが目安になる数値です。`,
        },
        confidentRight: {
          sentence: (confidence) =>
            `の判定が正解（同じ台所で、モデルの確信が${confidence}以上のとき）。`,
          detail: (right, of, interval) => `${of}件中${right}件、95%区間${interval}。`,
        },
        firm: {
          sentence: 'の録音を、お湯か冷水と判定（同じ台所）。',
          detail: (firm, of) => `${of}件中${firm}件。残りは「不明」か「注ぐ音なし」です。`,
        },
      },
    },
    home: {
      heading: '学んだ家での成績：実力より良く見える数値',
      intro: (seeds) =>
        `学習のときと同じ人が、同じスマホを使い、ほとんど同じ家で注いだ録音です。あなたの台所より、やさしい条件です。それでも、どのモデルにも、聞いたことのない音だけを判定させました。数値は、異なる乱数から${seeds}回訓練したモデルの平均です。`,
      rows: {
        bySession: {
          sentence: 'の録音で正解（その回の収録を聞いていないモデル）。',
          detail: (pours, interval) => `録音${pours}件、95%区間${interval}。`,
        },
        byVessel: {
          sentence: 'の録音で正解（その種類のカップを聞いていないモデル）。',
          detail: (pours, interval) => `録音${pours}件、95%区間${interval}。`,
        },
        seedProtocol: {
          sentence: 'の録音で正解（最初の2回の収録を、後の収録だけを聞いたモデルが判定）。',
          detail: (pours, interval) => `録音${pours}件、95%区間${interval}。`,
        },
        confident: {
          sentence: (confidence) => `が正解（モデルの確信が${confidence}以上のとき）。`,
          detail: (share, interval) => `全結果の${share}がこれに当たります。95%区間${interval}。`,
        },
        unsure: {
          sentence: 'の録音は「不明」。',
          detail: 'この一覧のほかの数値では、お湯と冷水のうち確率の高いほうとして数えています。',
        },
        rejected: {
          sentence: 'のほかの音を、正しく「注ぐ音なし」と判定。',
          detail: (sounds) => `雨、波、火、犬など、${sounds}件の音。`,
        },
        kept: {
          sentence: 'の注ぐ音を、注ぐ音と判定。',
          detail: (pours) => `録音${pours}件。`,
        },
      },
    },
    byTemperature: '学んだ家での、温度ごとの正解率',
    columns: { temperature: '水温', pours: '録音', right: '正解' },
    source: (version, date) => `モデル${version}（${date}）。数値はモデル自身の報告書によります。`,
  },

  limits: {
    heading: '信頼できない場面',
    onePerson: (kitchens, coldCalledHot, hotCalledCold) =>
      `学んだ録音は、1人が1台のスマホで、ほとんど1軒の家で行ったものです。ほかの場所では、ずっと多く間違えます。別の${kitchens}か所の台所では、冷水をお湯と判定したのが${coldCalledHot}件、お湯を冷水と判定したのが${hotCalledCold}件ありました。あなたの台所では、まだ誰も測っていません。`,
    presets: (temperatures) =>
      `学んだお湯は、アメリカの電気ケトルの設定温度です：${temperatures}。`,
    between: (coldMax, hotMin) =>
      `${coldMax}から${hotMin}の間は、学習に入っていません。それでも結果は出ますが、意味はありません。`,
    estimate:
      'お湯の結果に付く温度の範囲には、学んだ家での録音では10件中9件で、実際の温度が入っていました。冷水がどれだけ冷たいかは推定できません。',
    chosen: 'モデルの設定も同じ家の録音で選んだため、その家での数値はさらに少し良く出ています。',
    scalding: '結果が外れると誰かがやけどをするような場面では、絶対に使わないでください。',
  },

  privacy: {
    heading: '録音の扱い',
    points: [
      '録音はこの端末から出ません。ページが自分で開いて調べます。送り先のサーバーはありません。',
      'マイクがオンになるのは、「聞く」を押してから止まるまでの間だけです。',
      'クッキーもアクセス解析もなく、ほかのサイトから何も読み込みません。',
      'このブラウザには、選んだ言語と°F・°C、結果とその録音（スタートページで保存をオフにした場合を除く）、カップの録音が保存されます。それぞれ、表示されている場所で削除できます。すべて消すには、ブラウザの設定でこのサイトのデータを削除してください。',
    ],
  },

  licences: {
    heading: 'ライセンスと謝辞',
    points: [
      'コードはMITライセンスです。第三者のソフトウェアは[ライセンスとともに一覧にしています](licences.md)。',
      `モデルは[CC BY-SA 2.0](${CC_BY_SA})です。`,
      `モデルが学んだ録音と、例の録音がある場合はその録音も、[Chris Jeakleによるもの](${RECORDINGS})で、[CC BY-SA 2.0](${CC_BY_SA})です。最初のHot or Coldは、2020年に彼が作りました。`,
      `注ぐ音ではない音は[ESC-10](${ESC_10})と[ESC-50](${ESC_50})のもので、Karol J. PiczakがFreesoundの作者たちから集めました。CC BY 3.0、CC BY、CC0です。`,
      'コンピュータで作った音はパブリックドメイン（CC0 1.0）です。',
    ],
    code: (address) => `コードは[公開](${address})しています。`,
  },
};
