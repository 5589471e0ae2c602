"""Common given names of many languages, lower case: a sign, never a proof, of a person."""

from digests.text.vocabulary import vocabulary

GIVEN = vocabulary(
    """
    aaliyah aaron abdul abebe abhinav abigail abraham adaeze adam adel adelaide adele aditya
    adnan adrian adriana agnes agnieszka ahmed aidan aino aisha ajay akash akhil akiko akira
    alain alan albert alberto alejandro aleksander aleksandra alena alessandra alessandro
    alessia alessio alex alexander alexandr alexandra alexandre alexei alexis alfonso alfred
    ali alice alicia alina alison allison alok alvaro alvin amanda amar amara amber amelia
    amelie amina amir amit amol amy ana anand anastasia anastasios anders andre andrea andreas
    andrei andrej andres andrew andy angela anika anil anita anja ankit ankur ann anna anne
    annie annika ansel anthony antoine anton antonella antonio anu anuj aoife aparna april
    arash archana ari ariel arjun arman armando armin arnaud arne arno arthur arun arvid arvind
    asa asha ashish ashley ashok ashwin astrid asuka atsushi audrey aurelie austin ava avi axel
    aya ayan ayesha aylin babak bala barbara barret bartosz beate beatrice beatriz ben benjamin
    bernard bernhard beth betty bianca bilal bill billy bin bing bjorn bo bob bobby bogdan
    boris brad bradley bram brandon branko brenda brendan brent brett brian bridget brigitte
    brittany bruce bruna bruno bryan burak caleb callum cameron camille carina carl carla
    carlos carmen carol carolina caroline carolyn caspar catherine cecile cecilia celia celine
    cesar chad chao charles charlie charlotte chen cheng chiara chidi chiyo chloe chris christa
    christian christiane christina christine christoph christopher chuan chun ciara cindy claes
    claire clara clark claudia claudio clemens clement cliff colin connor corey cormac cornelia
    cosima craig cristian cristina curtis cynthia dagmar daisuke daisy dale dalia damian damien
    dan dana daniel daniela daniele danielle danny daphne daria dario darnell darren dave david
    davide dawn dean deb debbie deborah deepa deepak delphine demis denis denise deniz dennis
    derek deshawn devendra dharmesh diana diane didier diego dieter dimitri dina dinesh dirk
    divya dmitri dmitry dominic dominik dominika don donald donna doris dorota dorothy doug
    douglas drew duncan dustin dwight dylan earl ed edda eddie edgar edith eduardo edward edwin
    efua eileen eirik ekaterina elad elaine elena eli elias elif elin elisa elise eliza
    elizabeth elke ella ellen ellie elliot elon elsa emad emeka emil emilia emily emma emmanuel
    emre enrique enzo eoin eric erica erik erika erin erkan ernest esther ethan etienne eugene
    eugenia eva evan evelyn ewa ewan fabian fabio fabrice fan fang farah faruk fatih fatima fei
    feifei felicia feliks felix femke feng ferdinand fergus fernanda fernando fidji filip fiona
    flavia florence florian frances francesca francesco francis francisco francois frank franz
    fred frederic frederick fredrik fredrika freya frida friedrich fumiko gabriel gabriela
    gabriele gaelle galina gang gareth garrett gary gaurav gavin genevieve geoff geoffrey georg
    george georges georgia gerald gerard gerda gerhard giacomo gianna gilles gina giorgio
    giovanni girish giulia gizem glenn gloria gonzalo gopal gordon grace graham grant greg
    gregory greta gudrun guido guillaume guillermo gunnar gus gustavo guy gwen hadi hai haibo
    hailey hakan hamid hamish han hana hannah hans hao harald hari harold harriet harrison
    harry harsh haruka haruki haruto harvey hassan heather hector heidi heike heiko heinrich
    helen helena helene helga hendrik henri henrik henry herbert hideki hideo hilde hiro hiroki
    hiromi hiroshi hitoshi holger holly hong horst howard hua hubert hugh hugo hui hung hye ian
    ibrahim ibrahima ida idris ignacio igor ilan ilaria ilse ilya imani imogen imran ines inga
    ingo ingrid ioana irene irina isaac isabel isabella isabelle isha ismail itamar ivan ivana
    ivar izabela jaakko jacek jack jackie jackson jacob jacqueline jacques jaime jake jakob
    jakub jamal james jamie jan jana jane janet janice janina jannik jared jarek jasmine jason
    javed javier jay jayesh jean jeff jeffrey jelena jen jenna jennifer jenny jens jensen
    jeremy jeroen jerome jerry jesse jessica jesus jian jianfeng jie jill jim jimmy jin jing
    jingren joan joana joanna joanne joao joaquim joaquin joe joel joelle joerg johan johann
    johanna johannes john johnny jon jonas jonathan joost jordan jordi jorge joris jose
    josefina joseph josephine josh joshua josie jost jovan joy joyce juan judit judith judy
    juergen jules julia julian juliana julie julien juliet julio jun jung junhua junyang jurgen
    justin jyoti kaan kai kaiming kamal kamala kamil kaori karan karen karim karin karina karl
    karolina karthik kaspar katarina kate katerina katharina katherine kathleen kathryn kathy
    katie katja katrin kavita kayla kazuki keiko keisha keita keith kelly kelvin ken kenji
    kenneth kenta kerry kerstin kevin khadija khalid kim kimberly kiran kirill kjell klara
    klaus kofi konrad koray krishna kristen kristian kristin kristina kristof krzysztof kumar
    kun kurt kwame kyle lachlan laetitia laila lakshmi lan lance larissa lars lasse laszlo
    latifa latoya laura lauren laurence laurent lawrence lea leah lee lei leif leila lena
    lennart leo leon leonard leonardo leonid leonie leroy leslie leticia levi lewis li liam
    liang lidia liesbeth lila lilian liliana lilja lily lin lina linda lindsay ling linnea lisa
    lise liu livia liz ljubica logan lorena lorenzo lori lorraine lotte lottie lou louis louisa
    louise luca lucas lucia lucie lucien lucy ludovic luigi luis luisa lukas lukasz luke luna
    lydia lynn maarten mabel maciej madeleine madhav madison magda magdalena magnus mahesh
    makoto malcolm malik malin manfred manish manoj manon manuel manuela marc marcel marcella
    marcin marco marcos marcus maren margaret margot maria mariana marianne marie marina mario
    marion marit marius mark marko markus marlene marta martha martin martina marvin mary
    masaki masayoshi massimo matej mateo mathias mathieu mathilda mathilde matilde matt matteo
    matthew matthias mattias matus maureen maurice mauro max maxim maxime may maya megan mehdi
    mehmet mei mel melanie melinda melissa mercedes meredith merle merve mette mia michael
    michaela michal michel michele michelle mieke miguel mihai mikael mike mikhail mikko mila
    milan milos min ming minh mira miranda miriam mirjam mitchell mohamed mohammad mohammed
    mohan mohit molly mona monica monique morgan moritz moshe mukesh murali murat mustafa nadia
    nadine nanami nancy naoki naomi narendra nat natalia natalie natasha nate nathalie nathan
    nathaniel naveen navin nayeli neal neel neha neil nele ngozi niamh nicholas nick nico
    nicola nicolas nicolaus nicole niels nikhil niki nikita niklas niko nikola nikolai nikolaos
    nikolaus nils nina nirmala nisha nitin noah noam noel noor nora norbert norman nuno nuria
    oana odette odile ola olaf olav oleg olga oliver olivia olivier olli oluwaseun omar oona
    oren oriol orla osama oscar oskar osman otto ottoline owen pablo paige pam pamela paola
    paolo parag pascal pat patricia patrick patrik patty paul paula pauline paulo pavel pawel
    pedro peggy peng percy pernille pete peter petr petra petter phil philip philipp philippe
    phillip pia pierre pieter pilar ping piotr pooja prakash pranav prasad prashant pratik
    praveen preeti priya priyanka qi qian qiang qing quentin quoc rachel radek rafael raffi
    ragnar rahul raj raja rajeev rajesh rajiv rakesh ralf ralitsa ralph ram raman ramesh ramon
    randy ranjit raphael raquel rashid rasmus raul ravi rawan ray raymond rebecca regina reid
    reiner reinhard rekha remi renata rene renee reza rhea ricardo riccardo richard rick rikke
    rita riya rob robbie robert roberta roberto robin rodney rodrigo roger rohan rohit roland
    rolf roman ron ronald rory rosa rosalind rose rosie roxanne roy ruben rudolf rui rune
    rupert russ russell ruth ryan sabine sabrina sachin sadia saeed sahar sai sally salma
    salvatore sam samantha samir samira samuel sana sandeep sander sandra sandy sanjay sanjeev
    sanna santiago santosh saoirse sara sarah sasha saskia satoshi satya saul scott sean
    sebastian sebastien selin selma serena sergei sergey sergio seth severin shabnam shan shane
    shannon shantanu sharon shaun shawn sheila shelby shelly shen sheryl shikha shinji shiori
    shiv shivon shreya shu shuai shyam sid siddharth sidney siegfried signe sigrid silke silvia
    silvio simon simona simone sindre siobhan sofia sonia sonja sophia sophie soren sorin
    soumith srinivas stacey stacy stan stefan stefano stella sten stephan stephane stephanie
    stephen steve steven stina stuart subhash sudhir sue suhas sumit sun sundar sunil suresh
    susan susanna susanne suzanne svea sven sverre swami sylvain sylvia tadashi takashi takeshi
    tamara tamsin tania tanja tanya tao tara tariq tasha tatiana tatsuya ted teemu teresa terry
    tessa thea theo theodore theresa thibault thierry thomas thorsten tiago tiffany tilda tim
    timo timothy tina ting tobias toby todd tom tomas tomasz tommy tomoko toni tony torsten
    toshi tove tracy travis trevor tricia tristan trond tuomas tyler tyrone uche uday ulf
    ulrich ulrike umesh ursula usha uwe vaclav vadim valentin valentina valeria valerie vanessa
    vas vera verena veronica veronika vesna vicki victor victoria vidar vidya viggo vijay vikas
    vikram viktor vilma vinay vincent vineet vinod violeta virginia virginie vishal vitaly
    vittorio vivek vivian vlad vladimir walter wanda wang wanjiru warren wayne wei weiming wen
    wendell wendy werner wes wesley wiebke wiktor will willem william wilson wim wladimir woj
    wojciech wojtek wolfgang wout xavier xenia xi xia xiang xiao xiaodong xin xing xu yael yan
    yang yann yao yara yasemin yasmin yasuko yejin yi yin ying yohan yoko yolanda yong yoshi
    yoshua you yuan yuanqing yuki yukiko yuko yulia yun yuri yusuf yuta yuto yves yvette yvonne
    zach zachary zack zahra zainab zara zeynep zhang zhao zhen zheng zhi zhong zhou zita zoe
    zofia zoltan zsofia zuzana
    """
)
