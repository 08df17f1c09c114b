/** The about page. Links are written [words](address), see prose.tsx. No figure is written here. */
import { CC_BY_SA, ESC_10, ESC_50, RECORDINGS } from '../links.ts';
import type { About } from '../messages.ts';

export const about: About = {
  heading: '仕組みと、どこまで信頼できるか',
  lede: '小さなニューラルネットワークが、このページの中で音を聞いています。何から学び、どのくらい正しく、どこがまだ試されていないかをまとめました。',

  made: {
    heading: 'モデルの作り方',
    training: (pours, otherSounds, synthesised) =>
      `Chris Jeakleが録音した、水温の記録つきの注ぐ音${pours}件と、ESC-10とESC-50にある、注ぐ音ではない音${otherSounds}件から学びました。その前に、数式で作った合成の注ぐ音${synthesised}件を聞いています。`,
    network: (parameters, seconds) =>
      `録音はまずスペクトログラムになります。その瞬間ごとに、どの高さの音がどのくらい大きいかを表したものです。それを、${parameters}個の数値からなる畳み込みネットワークが${seconds}秒ずつ見ます。部屋のうなり、マイクの音の癖、録音機の自動音量調整が判定に影響しないよう、各帯域で変わらない成分と、すべての帯域がそろって動く成分は先に取り除きます。各区間の結果を合わせて、お湯の確率と注ぐ音の確率を出します。`,
    trap: 'この録音には落とし穴があります。その4分の3では、お湯の音がすべて1回の収録で、冷水の音がほぼすべて別の2回の収録で録られました。そのためモデルは、部屋を覚えただけで、水がわかるように見えるかもしれません。そこで、どの注ぐ音も、その回の収録を一度も聞いていないモデルで判定しました。',
  },

  trust: {
    heading: 'どのくらい正しかったか',
    intro: (seeds) =>
      `数値はすべて、判定するモデルが一度も聞いていない注ぐ音とその他の音で測り、異なる乱数を初期値として${seeds}回学習したモデルの平均をとったものです。`,
    rows: {
      bySession: {
        sentence: '同じ回の収録を一度も聞いていないモデルが、お湯か冷水かを正しく聞き分けた割合。',
        detail: (pours, interval) =>
          `注ぐ音${pours}件、95%信頼区間は${interval}。目安にすべき数値です。`,
      },
      byVessel: {
        sentence: 'その種類のカップを一度も聞いていないモデルが、正しく聞き分けた割合。',
        detail: (pours, interval) => `注ぐ音${pours}件、95%信頼区間は${interval}。`,
      },
      seedProtocol: {
        sentence: '後の収録だけを聞いたモデルが、最初の2回の収録を正しく聞き分けた割合。',
        detail: (pours, interval) => `注ぐ音${pours}件、95%信頼区間は${interval}。`,
      },
      confident: {
        sentence: (confidence) => `確率${confidence}以上と判定したときに正しかった割合。`,
        detail: (share, interval) =>
          `判定全体の${share}がこれに当たります。95%信頼区間は${interval}。`,
      },
      unsure: {
        sentence: '注ぐ音のうち、不明と判定した割合。',
        detail: '上の数値では、これらも、お湯と冷水のうち確率の高いほうとして数えています。',
      },
      rejected: {
        sentence: 'その他の音を、正しく注ぐ音なしと判定した割合。',
        detail: (sounds) => `雨、波、火、犬など${sounds}件の音。`,
      },
      kept: {
        sentence: '注ぐ音を、注ぐ音と判定した割合。',
        detail: (pours) => `注ぐ音${pours}件。`,
      },
    },
    byTemperature: '水温ごとの正解率',
    columns: { temperature: '水温', pours: '件数', right: '正解率' },
    source: (version, date) =>
      `モデル${version}（${date}）。これらの数値は、ページを作るときにモデル自身の報告書から取り込んでいます。`,
  },

  limits: {
    heading: '信頼してはいけない場面',
    onePerson:
      '注ぐ音はすべて、1人が1台のスマートフォンで、ほとんどを1軒の家で録ったものです。ほかのやかん、カップ、スマートフォン、キッチンでどうなるかは測っていません。もっと悪くなると考えてください。',
    presets: (temperatures) =>
      `お湯の温度は、アメリカの電気ケトルで選べるもの（${temperatures}）です。`,
    between: (coldMax, hotMin) =>
      `${coldMax}から${hotMin}の間は、何も学んでいません。それでも判定は出ますが、その判定に意味はありません。`,
    estimate:
      'お湯の判定に添えた温度は、これらの温度だけから推定したもので、範囲は10件中9件が収まった幅です。冷水の温度はわかりません。',
    chosen:
      'モデルの設定は、評価用に取り分けたのと同じ注ぐ音で選んだので、数値は実力より少しよく出ています。',
    scalding: '判定が外れると誰かがやけどをするような場面では、決して使わないでください。',
  },

  privacy: {
    heading: '録音の扱い',
    points: [
      '録音はこの端末から出ません。ページだけで録音を開き、聞き、判定します。送り先のサーバーはありません。',
      'マイクがオンになるのは、「聞く」を押してから止まるまでの間だけです。',
      'Cookieもアクセス解析もなく、ほかのサイトから読み込むものもありません。',
      'このブラウザに保存されるのは、°Fか°Cかの選択、結果とその録音（結果の上でオフにしない限り）、自分のカップの冷水の音です。それぞれ表示されている場所で削除できます。すべて削除するには、ブラウザの設定でこのサイトのデータを消去してください。',
    ],
  },

  licences: {
    heading: 'ライセンスと謝辞',
    points: [
      'コードはMITライセンスです。このページで使っているほかのソフトウェアは、[ライセンスとともに一覧](licences.md)にしています。',
      `モデルは[CC BY-SA 2.0](${CC_BY_SA})です。`,
      `学習に使った注ぐ音と、例として使う録音（ある場合）は、[Chris Jeakle](${RECORDINGS})によるもので、[CC BY-SA 2.0](${CC_BY_SA})です。2020年に最初のHot or Coldを作ったのも彼です。`,
      `注ぐ音ではない音は、Karol J. PiczakがFreesoundの作者たちの音を集めた[ESC-10](${ESC_10})と[ESC-50](${ESC_50})のもので、CC BY 3.0、CC BY、CC0です。`,
      '合成した注ぐ音はパブリックドメイン（CC0 1.0）です。',
    ],
    code: (address) => `コードは[公開](${address})しています。`,
  },
};
