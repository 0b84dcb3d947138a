import type { Form } from "../forms.ts";

/** Words of medicine: they may tell of somebody's health, and a person looks. (Not those of ramps and tactile paving.) */
export const illness: readonly Form[] = [
  {
    kind: "medical",
    pattern:
      /诊断|診斷|确诊|確診|癌|肿瘤|腫瘤|白血病|抑郁|抑鬱|憂鬱症|[狂躁]躁|躁狂|躁[郁鬱]|焦虑症|焦慮症|强迫症|強迫症|精神病|神经病|神經病|精神分裂|精神障碍|精神障礙|精神(?:有|出了?)?[问問][题題]|精神(?:失常|不正常)|自闭症|自閉症|多动症|多動症|艾滋|愛滋|梅毒|性病|[甲乙丙]型?肝|肝炎|肝硬化|肺炎|肺结核|肺結核|哮喘|气喘|氣喘|糖尿病|高血压|高血壓|贫血|貧血|地贫|心脏病|心臟病|心梗|心肌梗|冠心病|中风|中風|脑梗|腦梗|脑瘫|腦癱|[脑腦](?:出血|溢血)|瘫|癱|残疾(?!人(?:通道|坡道|设施|车位|停车|卫生间|厕所))|殘疾|身心障礙|聋哑|聾啞|盲人(?!道|通道)|失明|截肢|骨折|流产|流產|怀孕|懷孕|不孕|坐月子|癫痫|癲癇|痴呆|失智|阿尔茨海默|帕金森|唐氏|植物人|肾衰|腎衰|肾病|腎病|尿毒|失禁|卧床|臥床|透析|化疗|化療|放疗|放療|新冠|(?:[检檢]测?測?|呈)[阳陽]性|[阳陽]性患者|病历|病歷|病危|绝症|絕症|重病|大病|患有|患者|住院|手术|手術|吃药|吃藥|服药|服藥|吸毒|戒毒|酗酒|自杀|自殺|自残|自殘/gu,
  },
  {
    kind: "medical",
    pattern:
      /\b(?:HIV|AIDS|PTSD|ADHD|COVID|cancer|tumou?rs?|leuk(?:a?e)mia|diagnos(?:is|ed)|depress(?:ion|ed)|anxiety disorder|schizophreni[ac]|bipolar|psychiatric|psychosis|mental(?:ly)? ill(?:ness)?|autis(?:m|tic)|epilep(?:sy|tic)|seizures?|hepatitis|pneumonia|tuberculosis|asthma(?:tic)?|diabet(?:es|ic)|insulin|dementia|alzheimer'?s?|parkinson'?s?|down'?s? syndrome|dialysis|kidney (?:failure|disease)|heart (?:attack|disease|failure)|(?:had a|a) stroke|chemotherapy|miscarriage|abortion|pregnan(?:t|cy)|infertil(?:e|ity)|surgery|amput\w+|bedridden|incontinen(?:t|ce)|terminally ill|hospitali[sz]ed|alcoholi[cs]m?|addict(?:ed|ion)?|suicid(?:e|al)|paraly[sz]ed|deaf|blind(?! (?:spot|corner|alley|bend))|disabled(?! (?:ramp|access|parking|toilet|lift|bay)))\b/gi,
  },
];
