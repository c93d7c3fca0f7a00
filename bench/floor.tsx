import { createRoot } from 'react-dom/client'

// The least page that React can draw: what the bundle is measured against.
createRoot(document.body).render('经纬')
