/** Resources that the rows take in turn. Together they have every type, required, optional and unique, and names that are easy to get wrong. */
export const resources: readonly { readonly name: string; readonly fields: string }[] = [
  { name: 'product', fields: 'name:string,price:decimal' },
  {
    name: 'order-line',
    fields: 'sku:string!,note:text?,quantity:integer,unit_price:decimal,gift:boolean,due:date?,placed_at:datetime,batch:uuid?',
  },
  { name: 'sheep', fields: 'tag:string!,weight:decimal,born:date?,shorn:boolean' },
  { name: 'person', fields: 'givenName:string,familyName:string?,birthday:date,memberId:uuid!,biography:text?' },
  { name: 'category', fields: 'title:string!,rank:integer?,isHidden:boolean?,validFrom:datetime?' },
  { name: 'news-item', fields: 'headline:text,publishedAt:datetime,views:integer,score:decimal?,source:uuid?' },
  { name: 'bus', fields: 'number:integer!,type:string,seats:integer,wheelchair:boolean,inspected:date' },
  { name: 'address', fields: 'line1:string,line2:string?,country:string,valid:boolean?,since:date?,checkedAt:datetime?' },
  { name: 'purchase-order-approval-step', fields: 'order:integer,approvedBy:uuid?,amount:decimal!,comment:text,value:string?' },
  { name: 'knife', fields: 'length:decimal,kind:string?,madeOn:date?,serial:uuid!' },
  { name: 'alias', fields: 'key:string!,target:text,hits:integer?' },
  { name: 'x-ray', fields: 'takenAt:datetime,dose:decimal,clear:boolean,plate:uuid' },
];
