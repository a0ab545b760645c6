#include "evidence/stop_words.h"

namespace whyspec::evidence {
namespace {

constexpr std::string_view kEnglish =
    "a about above actually after again against ain all also although always am an and any anybody anyone "
    "anything anyway are aren as at be because been before being below between both but by can cannot could "
    "couldn did didn do does doesn doing don done down during each either else etc even ever every everybody "
    "everyone everything few for from further gonna got had hadn has hasn have haven having he hence her "
    "here "
    "hers herself him himself his how however i if in into is isn it its itself just kind let like ll may "
    "maybe "
    "me might mightn mine more most much must mustn my myself nor not now of off oh ok okay on once one only "
    "or "
    "other others ought our ours ourselves out over own perhaps quite rather re really right same say says "
    "said "
    "shall shan she should shouldn so some somebody someone something sort such than that the their theirs "
    "them "
    "themselves then there therefore these they thing things this those though through thus to too towards "
    "under "
    "until up upon us ve very wanna was wasn we well were weren what whatever when where whether which while "
    "who "
    "whoever whole whom whose why will with within without won would wouldn yes yet you your yours yourself "
    "yourselves "
    "ah eh er erm ha hm hmm huh mhm mm mmm uh uhm uhuh um umm yeah yep yup";

constexpr std::string_view kFrench =
    "a afin ai aie aient ainsi ait alors apres as au aucun aucune aura aurait auraient aurez auriez aurions "
    "aurons auront aussi autre autres aux avaient avais avait avant avec avez aviez avions avoir avons ayant "
    "bah "
    "bon car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de "
    "dedans "
    "depuis des deja donc dont du elle elles en encore enfin entre es est et etaient etais etait etant ete "
    "etes "
    "etiez etions etre eu eue eues eux fait faire fais font furent fut hors il ils j je jusqu jusque l la le "
    "les "
    "leur leurs lorsqu lorsque lui ma mais me meme memes mes mien mienne moi moins mon n ne ni non nos notre "
    "notres nous on ont or ou oui par parce pas pendant peu peut peuvent plus plutot pour pourquoi pourtant "
    "puis puisqu puisque qu quand que quel quelle quelles quels quelque quelques qui quoi quoiqu quoique s "
    "sa "
    "sans se sera serait seraient seras serez seriez serions serons seront ses si sien sienne soi soient "
    "sois "
    "soit sommes son sont sous suis sur t ta tandis tant te tel telle telles tels tes toi ton tous tout "
    "toute "
    "toutes tres trop tu un une va vais vers voici voila vont vos votre votres vous y "
    "ah bah ben beh eh euh hein heu hum mh mmh ouais quoi voila";

constexpr std::string_view kGerman =
    "aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf "
    "aus "
    "bei beim bin bis bist da dabei dadurch dafur damit dann daran darauf daraus darin daruber das dass "
    "dasselbe "
    "davon dazu dein deine deinem deinen deiner dem den denn der deren derer des dessen dich die dies diese "
    "diesem diesen dieser dieses dir doch dort du durch eben ein eine einem einen einer eines einige einigen "
    "einiger einmal er es etwas euch euer eure eurem euren eurer fur gegen genau gewesen hab habe haben hat "
    "hatte hatten hattest hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist "
    "ja "
    "jede jedem jeden jeder jedes jene jenem jenen jener jenes jetzt kann kannst kein keine keinem keinen "
    "keiner "
    "konnen konnte konnten mach mal man manche manchem manchen mancher mein meine meinem meinen meiner mich "
    "mir "
    "mit muss mussen musste nach nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen "
    "seiner seit selbst sich sie sind so solche solchem solchen solcher soll sollen sollte sondern sonst "
    "uber um "
    "und uns unser unsere unserem unseren unserer unter viel vielleicht vom von vor wahrend war waren warst "
    "was "
    "weg weil weiter welche welchem welchen welcher wenn wer werde werden wie wieder will wir wird wirst wo "
    "wollen wollte wurde wurden wahrend zu zum zur zwar zwischen "
    "aha ah ahm eh hm mhm na naja oh okay tja";

constexpr std::string_view kSpanish =
    "a ahi ahora al algo alguien algun alguna algunas alguno algunos alli ante antes aqui aquel aquella "
    "aquellas "
    "aquello aquellos asi aun aunque cada casi como con contra cual cuales cuando cuanto de del desde donde "
    "dos "
    "durante e el ella ellas ello ellos en entonces entre era eran eras eres es esa esas ese eso esos esta "
    "estaba estaban estado estamos estan estar estas este esto estos estoy fue fueron fui ha haber habia "
    "habian "
    "han has hasta hay he hemos hace hacer incluso la las le les lo los luego mas me mi mia mias mientras "
    "mio "
    "mios mis mismo misma mismos mismas mucho muchos muy nada ni no nos nosotras nosotros nuestra nuestras "
    "nuestro nuestros o os otra otras otro otros para pero poco por porque pues que quien quienes se sea "
    "sean "
    "segun ser si sido siempre siendo sin sino sobre sois solo somos son soy su sus suya suyas suyo suyos "
    "tal "
    "tambien tampoco tan tanto te tenia tenido tener tengo ti tiene tienen toda todas todavia todo todos tu "
    "tus "
    "tuya tuyo un una unas uno unos usted ustedes va vamos van vosotros voy vuestra vuestro y ya yo "
    "ah bueno eh ehm este mmm oh ok pues vale";

constexpr std::string_view kFaintEnglish =
    "add added agree agreed argue argued ask asked asking believe believed bring brought call called claim "
    "claimed "
    "client comment commented complain complained concern concerned conclude concluded consider considered "
    "conversation customer decide decided describe described disagree discuss discussed discussing "
    "discussion "
    "emphasise emphasize explain explained express expressed feel feels felt find group idea indicate "
    "indicated "
    "issue know knew like liked mean meant meeting member mention mentioned need needed note noted opinion "
    "participant people person point pointed prospect propose proposed prefer question raise raised "
    "recommend "
    "recommended reply replied report reported request requested respond responded see seem seemed speaker "
    "speak "
    "state stated stress stressed suggest suggested summary summarize talk talked team tell told think "
    "thought "
    "topic try tried user view want wanted wish wonder wondered";

constexpr std::string_view kFaintFrench =
    "aborder accord accuser affirmer ajouter annoncer appeler argumenter assurer avis client conclure "
    "confirmer "
    "considerer constater contester continuer conversation critiquer debat debattre declarer defendre "
    "demander "
    "denoncer dire dit disent dites discussion discuter ecouter enchainer equipe estimer evoquer expliquer "
    "exprimer groupe idee indiquer insister interroger intervenir intervention mentionner noter opinion "
    "parler "
    "participant penser personne pointer poser poursuivre pouvoir preciser presenter probleme proposer "
    "prospect "
    "qualifier question raconter rappeler reconnaitre recommander regretter rejoindre repondre reponse "
    "reprendre "
    "reprocher reunion revenir souhaiter souligner suggerer sujet trouver utilisateur vouloir veut veulent";

constexpr std::string_view kFaintGerman =
    "anmerken antworten auffassung aussern bemerken berichten besprechen betonen denken diskussion "
    "diskutieren "
    "empfehlen erklaren erwahnen finden frage fragen gesprach glauben gruppe hinweisen idee interessent "
    "kunde "
    "kunden leute meinen meinung nutzer person problem sagen sagte thema vorschlagen wissen wunschen "
    "zustimmen";

constexpr std::string_view kFaintSpanish =
    "acordar afirmar agregar anadir argumentar charla cliente comentar considerar conversacion creer debate "
    "decir "
    "dice dijo discutir equipo explicar expresar grupo hablar idea indicar insistir mencionar necesitar "
    "opinar "
    "opinion pedir pensar persona plantear preguntar pregunta problema proponer querer recomendar responder "
    "reunion senalar sugerir tema usuario";

}  // namespace

std::string_view StopWords(TermLanguage language) {
  switch (language) {
    case TermLanguage::kFrench:
      return kFrench;
    case TermLanguage::kGerman:
      return kGerman;
    case TermLanguage::kSpanish:
      return kSpanish;
    case TermLanguage::kEnglish:
      break;
  }
  return kEnglish;
}

std::string_view FaintWords(TermLanguage language) {
  switch (language) {
    case TermLanguage::kFrench:
      return kFaintFrench;
    case TermLanguage::kGerman:
      return kFaintGerman;
    case TermLanguage::kSpanish:
      return kFaintSpanish;
    case TermLanguage::kEnglish:
      break;
  }
  return kFaintEnglish;
}

}  // namespace whyspec::evidence
